import type { Hiding, QueueTransport, SettleStatus } from '@snoozeq/core';
import { altered, type Fault } from './fault.js';

const APPLIED: SettleStatus = { kind: 'applied' };

/** `inner` whose hidings are changed on their way in. */
const withHidings = (inner: QueueTransport, change: (hiding: Hiding) => Hiding): QueueTransport =>
  altered(inner, { hide: (hidings, options) => inner.hide(hidings.map(change), options) });

/** `inner` that says it carried out the hides that match, and does not. */
const pretending = (inner: QueueTransport, matches: (hiding: Hiding) => boolean): QueueTransport =>
  altered(inner, {
    hide: async (hidings, options) =>
      hidings.some(matches) ? hidings.map(() => APPLIED) : inner.hide(hidings, options),
  });

/** Leases whose end is moved wrongly, or not at all. */
export const hidingFaults: readonly Fault[] = [
  {
    name: 'a hide does nothing',
    caughtBy: [
      'a hide extends the lease',
      'a hide shortens the lease',
      'the longest hide is kept to its end',
    ],
    plant: () => (inner) => pretending(inner, () => true),
  },
  {
    name: 'a release is ignored',
    caughtBy: [
      'a hide for 0 makes the message visible at once',
      'a long poll wakes when a message is released',
    ],
    plant: () => (inner) => pretending(inner, ({ forMs }) => forMs === 0),
  },
  {
    name: 'a hide is rounded up',
    caughtBy: ['a hide is rounded down to the step'],
    plant: () => (inner) =>
      withHidings(inner, ({ receipt, forMs }) => ({ receipt, forMs: Math.ceil(forMs / 1_000) * 1_000 })),
  },
  {
    name: 'a hide counts from the receive',
    caughtBy: ['a hide counts from the moment of the call, not from the lease'],
    plant: (clock) => (inner) => {
      const receivedAtMs = new Map<string, number>();
      return altered(inner, {
        receive: async (request, options) => {
          const deliveries = await inner.receive(request, options);
          for (const { receipt } of deliveries) receivedAtMs.set(receipt, clock.now());
          return deliveries;
        },
        hide: (hidings, options) => {
          const age = (receipt: string): number => clock.now() - (receivedAtMs.get(receipt) ?? clock.now());
          const fromReceive = hidings.map(({ receipt, forMs }) => ({
            receipt,
            forMs: Math.max(0, forMs - age(receipt)),
          }));
          return inner.hide(fromReceive, options);
        },
      });
    },
  },
  {
    name: 'a receipt is good for one hide',
    caughtBy: ['the receipt stays good after a hide'],
    plant: () => (inner) => {
      const used = new Set<string>();
      return altered(inner, {
        hide: async (hidings, options) => {
          const statuses = await inner.hide(hidings, options);
          return statuses.map((status, index) => {
            const receipt = hidings[index]?.receipt ?? '';
            const isUsed = used.has(receipt);
            used.add(receipt);
            return isUsed ? { kind: 'lease-lost' } : status;
          });
        },
      });
    },
  },
  {
    name: 'a hide beyond the longest is cut in silence',
    caughtBy: ['a hide beyond the longest is refused and changes nothing'],
    plant: () => (inner) =>
      withHidings(inner, ({ receipt, forMs }) => ({
        receipt,
        forMs: Math.min(forMs, inner.capabilities.maxHideMs),
      })),
  },
];
