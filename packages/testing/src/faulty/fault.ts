import type { Clock, Delivery, QueueTransport, ReceiveRequest, SendStatus } from '@snoozeq/core';

/** A mistake that a transport could make, planted on purpose to prove that the contract suite notices it. */
export interface Fault {
  readonly name: string;
  /** Cases of the contract that must fail. Others may. */
  readonly caughtBy: readonly string[];
  /** Called once for a queue that lives on `clock`; what it returns wraps each of its clients. */
  readonly plant: (clock: Clock) => (inner: QueueTransport) => QueueTransport;
}

/** `inner` with some of its methods replaced. */
export const altered = (inner: QueueTransport, changes: Partial<QueueTransport>): QueueTransport => ({
  capabilities: inner.capabilities,
  send: (messages, options) => inner.send(messages, options),
  receive: (request, options) => inner.receive(request, options),
  ack: (receipts, options) => inner.ack(receipts, options),
  hide: (hidings, options) => inner.hide(hidings, options),
  close: () => inner.close(),
  ...changes,
});

/** `inner` whose requests are changed on their way in. */
export const withRequests = (
  inner: QueueTransport,
  change: (request: ReceiveRequest) => ReceiveRequest,
): QueueTransport =>
  altered(inner, { receive: (request, options) => inner.receive(change(request), options) });

/** `inner` whose deliveries are changed on their way out. */
export const withDeliveries = (
  inner: QueueTransport,
  change: (delivery: Delivery, request: ReceiveRequest) => Delivery,
): QueueTransport =>
  altered(inner, {
    receive: async (request, options) =>
      (await inner.receive(request, options)).map((delivery) => change(delivery, request)),
  });

/** `inner` whose send results are changed on their way out. */
export const withSent = (
  inner: QueueTransport,
  change: (statuses: readonly SendStatus[]) => readonly SendStatus[],
): QueueTransport =>
  altered(inner, {
    send: async (messages, options) => change(await inner.send(messages, options)),
  });
