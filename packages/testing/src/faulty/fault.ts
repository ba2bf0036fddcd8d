import type { Clock, Delivery, ReceiveRequest, SendStatus } from '@snoozeq/core';
import type { InspectableTransport } from '../harness/in-process-harness.js';

/** A mistake that a transport could make, planted on purpose to prove that the contract suite notices it. */
export interface Fault {
  readonly name: string;
  /** Cases of the contract that must fail. Others may. */
  readonly caughtBy: readonly string[];
  /** Called once for a queue that lives on `clock`; what it returns wraps each of its clients. */
  readonly plant: (clock: Clock) => (inner: InspectableTransport) => InspectableTransport;
}

/** `inner` with some of its methods replaced. */
export const altered = (
  inner: InspectableTransport,
  changes: Partial<InspectableTransport>,
): InspectableTransport => ({
  capabilities: inner.capabilities,
  send: (messages, options) => inner.send(messages, options),
  receive: (request, options) => inner.receive(request, options),
  ack: (receipts, options) => inner.ack(receipts, options),
  hide: (hidings, options) => inner.hide(hidings, options),
  close: () => inner.close(),
  ...(inner.lanes && { lanes: inner.lanes.bind(inner) }),
  ...(inner.stats && { stats: inner.stats.bind(inner) }),
  ...changes,
});

/** `inner` whose requests are changed on their way in. */
export const withRequests = (
  inner: InspectableTransport,
  change: (request: ReceiveRequest) => ReceiveRequest,
): InspectableTransport =>
  altered(inner, { receive: (request, options) => inner.receive(change(request), options) });

/** `inner` whose deliveries are changed on their way out. */
export const withDeliveries = (
  inner: InspectableTransport,
  change: (delivery: Delivery, request: ReceiveRequest) => Delivery,
): InspectableTransport =>
  altered(inner, {
    receive: async (request, options) =>
      (await inner.receive(request, options)).map((delivery) => change(delivery, request)),
  });

/** `inner` whose send results are changed on their way out. */
export const withSent = (
  inner: InspectableTransport,
  change: (statuses: readonly SendStatus[]) => readonly SendStatus[],
): InspectableTransport =>
  altered(inner, {
    send: async (messages, options) => change(await inner.send(messages, options)),
  });
