import type { Delivery, DurationMs, EpochMs, Message, OutgoingMessage } from '@snoozeq/core';
import type { DeliveredMessage, PutEntry, StoredMessage } from '@snoozeq/queue-engine';
import { writeReceipt } from './receipts.js';

/** Ids as the service's look: a partition above 2^53 plus a counter. Whoever puts one through Number loses digits. */
const PARTITION = 10n * 2n ** 53n;

export const toId = ({ sequence }: StoredMessage): string => (PARTITION + BigInt(sequence)).toString();

/** Copies the properties: what the caller changes later must not change what is stored. */
export const toPutEntry = ({ content, lane, properties }: OutgoingMessage): PutEntry => ({
  content,
  ...(lane !== undefined && { channel: lane }),
  ...(properties !== undefined && { properties: { ...properties } }),
});

export const toMessage = (stored: StoredMessage): Message => ({
  id: toId(stored),
  content: stored.content,
  properties: { ...stored.properties },
  ...(stored.channel !== undefined && { lane: stored.channel }),
  createdAtMs: stored.createdAtMs,
  expiresAtMs: stored.expiresAtMs,
});

/** What a delivery is made from besides the engine's answer. */
export interface DeliverySource {
  readonly queueTag: string;
  /** The lease that was asked for. */
  readonly leaseMs: DurationMs;
}

export const toDelivery = (delivered: DeliveredMessage, { queueTag, leaseMs }: DeliverySource): Delivery => ({
  message: toMessage(delivered.message),
  receipt: writeReceipt(queueTag, delivered),
  deliveryCount: delivered.deliveryCount,
  leaseUntilMs: delivered.visibleAfterMs,
  // A lease that reaches the expiry may have been cut there, and then says nothing about the time of service.
  ...(delivered.visibleAfterMs < delivered.message.expiresAtMs && {
    servedAtMs: delivered.visibleAfterMs - leaseMs,
  }),
});

/** What decides how long a hide really is. */
export interface HideWish {
  readonly forMs: DurationMs;
  readonly stepMs: DurationMs;
  readonly nowMs: EpochMs;
  readonly expiresAtMs: EpochMs;
}

/**
 * Rounds down to whole steps, and ends at the last step before the expiry, so that somebody still gets to see the message.
 * Within the last step it stays hidden until it expires: releasing it would only spin.
 */
export const toVisibilityMs = ({ forMs, stepMs, nowMs, expiresAtMs }: HideWish): DurationMs => {
  const wantedMs = Math.floor(forMs / stepMs) * stepMs;
  const longestMs = Math.max(stepMs, (Math.ceil((expiresAtMs - nowMs) / stepMs) - 1) * stepMs);
  return Math.min(wantedMs, longestMs);
};
