import type { QueueTransport } from '@snoozeq/core';

/**
 * Messages come by STOMP as soon as they are visible; all else goes over REST with the receipts that came along, so that hides,
 * renewals and batches work. A receive that does not wait, or does not lease, is one for REST, too. Closing closes both.
 *
 * That OCI takes a receipt of one protocol on the other is assumed, and to be confirmed there. Properties do not travel over STOMP:
 * use the envelope for the due stamp.
 */
export const hybridTransport = (push: QueueTransport, rest: QueueTransport): QueueTransport => ({
  get capabilities() {
    return rest.capabilities;
  },
  send: (messages, options) => rest.send(messages, options),
  receive: (request, options) =>
    (request.waitMs > 0 && request.leaseMs > 0 ? push : rest).receive(request, options),
  ack: (receipts, options) => rest.ack(receipts, options),
  hide: (hidings, options) => rest.hide(hidings, options),
  close: async () => {
    await push.close();
    await rest.close();
  },
});
