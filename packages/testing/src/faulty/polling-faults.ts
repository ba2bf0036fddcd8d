import type { Clock, Delivery, DurationMs, QueueTransport, ReceiveRequest } from '@snoozeq/core';
import { altered, withRequests, type Fault } from './fault.js';

const sleep = (clock: Clock, durationMs: DurationMs): Promise<void> =>
  new Promise((resolve) => clock.schedule(clock.now() + durationMs, resolve));

const isLong = ({ waitMs }: ReceiveRequest): boolean => waitMs > 0;

/** `inner` whose long polls are carried out otherwise. */
const withLongPolls = (
  inner: QueueTransport,
  poll: (request: ReceiveRequest) => Promise<readonly Delivery[]>,
): QueueTransport =>
  altered(inner, {
    receive: (request, options) => (isLong(request) ? poll(request) : inner.receive(request, options)),
  });

/** Polls that do not wait, or wait for the wrong thing. */
export const pollingFaults: readonly Fault[] = [
  {
    name: 'a long poll answers at once',
    caughtBy: ['a long poll wakes on a send', 'a long poll ends empty at its deadline and not earlier'],
    plant: () => (inner) => withRequests(inner, (request) => ({ ...request, waitMs: 0 })),
  },
  {
    name: 'a long poll ends halfway',
    caughtBy: ['a long poll ends empty at its deadline and not earlier'],
    plant: () => (inner) => withRequests(inner, (request) => ({ ...request, waitMs: request.waitMs / 2 })),
  },
  {
    name: 'a long poll looks again only at its deadline',
    caughtBy: [
      'a long poll wakes on a send',
      'a long poll wakes when a lease lapses',
      'a long poll wakes when a message is released',
    ],
    plant: (clock) => (inner) =>
      withLongPolls(inner, async (request) => {
        const deliveries = await inner.receive({ ...request, waitMs: 0 });
        if (deliveries.length > 0) return deliveries;
        await sleep(clock, request.waitMs);
        return inner.receive({ ...request, waitMs: 0 });
      }),
  },
  {
    name: 'a long poll looks once a second, and misses the moment of the lapse',
    caughtBy: ['a long poll wakes when a lease lapses'],
    plant: (clock) => (inner) =>
      withLongPolls(inner, async (request) => {
        for (let waitedMs = 0; waitedMs < request.waitMs; waitedMs += 900) {
          const deliveries = await inner.receive({ ...request, waitMs: 0 });
          if (deliveries.length > 0) return deliveries;
          await sleep(clock, 900);
        }
        return [];
      }),
  },
  {
    name: 'a long poll of one lane wakes for every lane',
    caughtBy: ['a long poll of one lane sleeps through messages of another'],
    plant: () => (inner) =>
      withRequests(inner, (request) => {
        const { lane: _lane, ...unfiltered } = request;
        return isLong(request) ? unfiltered : request;
      }),
  },
  {
    name: 'a poll that has ended goes on leasing',
    caughtBy: ['a poll that has ended leases nothing that comes later'],
    plant: (clock) => (inner) =>
      withLongPolls(inner, (request) => {
        const longer = inner.receive({ ...request, waitMs: inner.capabilities.maxWaitMs });
        return Promise.race([longer, sleep(clock, request.waitMs).then(() => [])]);
      }),
  },
  {
    name: 'a wait of 0 means the longest wait',
    caughtBy: ['a receive that waits for 0 answers at once'],
    plant: () => (inner) =>
      withRequests(inner, (request) => ({
        ...request,
        waitMs: request.waitMs || inner.capabilities.maxWaitMs,
      })),
  },
];
