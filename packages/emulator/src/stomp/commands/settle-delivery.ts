import type { DeliveryRef, UpdateStatus } from '@snoozeq/queue-engine';
import type { QueueAddress } from '../../queues/queue-address.js';
import { staleReceipt, unreadableReceipt } from '../../rest/receipt-errors.js';
import type { Frame } from '../frames/frame.js';
import { onlyHeaders, required } from '../frames/header-fields.js';
import type { Session } from '../session.js';

interface Found {
  readonly address: QueueAddress;
  readonly ref: DeliveryRef;
}

/** What ACK and NACK share: their receipt is in `id` since 1.2, and was `message-id` before. It names no queue. */
export const settleDelivery = (
  frame: Frame,
  session: Session,
  settle: (found: Found) => UpdateStatus | undefined,
): void => {
  onlyHeaders(frame, ['id', 'message-id', 'subscription']);
  const { modes } = session.service.context;
  const found = findDelivery(required(frame, session.version === '1.2' ? 'id' : 'message-id'), session);
  if (!found) throw unreadableReceipt(modes);
  const isStale = settle(found)?.kind === 'stale';
  if (isStale && modes.stompStaleAck === 'error') throw staleReceipt(modes);
  session.record({
    op: `STOMP ${frame.command}`,
    queueId: found.address.queueId,
    messages: isStale ? 0 : 1,
  });
};

/** A receipt of any queue is good, also one that REST has given out; those of the subscriptions come first. */
const findDelivery = (receipt: string, { service, subscriptions }: Session): Found | undefined => {
  const { queues, receipts } = service.context;
  const subscribed = [...subscriptions.values()].map(({ options }) => options.queueId);
  const all = queues.resources.list().map(({ id }) => id);
  for (const id of new Set([...subscribed, ...all])) {
    if (!queues.findLive(id) && !subscribed.includes(id)) continue;
    const address = queues.address(id);
    const ref = receipts.read(address, receipt);
    if (ref) return { address, ref };
  }
  return undefined;
};
