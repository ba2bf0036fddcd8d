import type { EpochMs, Receipt } from '@snoozeq/core';
import type { DeliveredMessage, DeliveryRef } from '@snoozeq/queue-engine';

const SEPARATOR = '~';

/** What a receipt of ours says. */
export interface ReceiptContent {
  readonly ref: DeliveryRef;
  readonly expiresAtMs: EpochMs;
}

/** A receipt for this delivery. `queueTag` tells queues apart, so that the receipt of one does nothing on another. */
export const writeReceipt = (queueTag: string, { ref, message }: DeliveredMessage): Receipt =>
  `${queueTag}~${ref.sequence}~${ref.deliveryCount}~${message.expiresAtMs}~${ref.group}` as Receipt;

/** What the receipt names; undefined when this queue did not write it. */
export const readReceipt = (queueTag: string, receipt: Receipt): ReceiptContent | undefined => {
  const [tag, sequence, deliveryCount, expiresAtMs, ...group] = receipt.split(SEPARATOR);
  if (tag !== queueTag) return undefined;
  return {
    ref: {
      sequence: Number(sequence),
      deliveryCount: Number(deliveryCount),
      group: group.join(SEPARATOR),
    },
    expiresAtMs: Number(expiresAtMs),
  };
};
