import type { CallOptions, Delivery, QueueTransport, ReceiveRequest } from '@snoozeq/core';
import { altered, withRequests, type Fault } from './fault.js';

/** `inner` that also tells which lanes were sent to. */
const knowingLanes = (
  known: Set<string>,
  inner: QueueTransport,
  receive: QueueTransport['receive'],
): QueueTransport =>
  altered(inner, {
    send: (messages, options) => {
      for (const { lane } of messages) if (lane !== undefined) known.add(lane);
      return inner.send(messages, options);
    },
    receive,
  });

/** What each of these lanes answers, together. */
const gather = async (
  inner: QueueTransport,
  requests: readonly ReceiveRequest[],
  options?: CallOptions,
): Promise<readonly Delivery[]> =>
  (await Promise.all(requests.map((request) => inner.receive(request, options)))).flat();

/** Lanes that leak into each other. */
export const laneFaults: readonly Fault[] = [
  {
    name: 'a lane filter matches prefixes',
    caughtBy: ['a lane filter matches exactly'],
    plant: () => {
      const known = new Set<string>();
      return (inner) =>
        knowingLanes(known, inner, (request, options) => {
          const { lane } = request;
          if (lane === undefined) return inner.receive(request, options);
          const matching = [...new Set([lane, ...known])].filter((other) => other.startsWith(lane));
          return gather(
            inner,
            matching.map((other) => ({ ...request, lane: other })),
            options,
          );
        });
    },
  },
  {
    name: 'an unfiltered receive reads all lanes at once',
    caughtBy: ['an unfiltered receive answers from one lane at a time and reaches them all'],
    plant: () => {
      const known = new Set<string>();
      return (inner) =>
        knowingLanes(known, inner, (request, options) => {
          if (request.lane !== undefined) return inner.receive(request, options);
          return gather(
            inner,
            [...known].map((lane) => ({ ...request, lane })),
            options,
          );
        });
    },
  },
  {
    name: 'an unfiltered receive reads the lane ready only',
    caughtBy: ['an unfiltered receive answers from one lane at a time and reaches them all'],
    plant: () => (inner) => withRequests(inner, (request) => ({ lane: 'ready', ...request })),
  },
];
