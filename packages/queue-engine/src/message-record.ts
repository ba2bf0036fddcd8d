import { Buffer } from 'node:buffer';
import type { ChannelState } from './channel-index.js';
import type { DeliveryRef, EpochMs, GroupId, StoredMessage } from './contracts.js';
import { HeapNode, type Compare } from './indexed-heap.js';

export type Place = 'visible' | 'in-flight' | 'dead-letter';

/** The state of one message in one group. Only its `GroupState` moves it; only a delivery raises the count. */
export class MessageRecord {
  deliveryCount = 0;
  place: Place = 'visible';
  /** Visible: the instant since when, the first key of FIFO. In flight: the end of the lease. */
  visibleAtMs: EpochMs;
  readonly sizeBytes: number;
  /** In the heap of its place: the visible ones of the channel, or the leases. */
  readonly placement = new HeapNode<MessageRecord>(this);
  readonly expiry = new HeapNode<MessageRecord>(this);

  constructor(
    readonly message: StoredMessage,
    readonly channel: ChannelState,
  ) {
    this.visibleAtMs = message.createdAtMs;
    this.sizeBytes = Buffer.byteLength(message.content);
  }

  refIn(group: GroupId): DeliveryRef {
    return { group, sequence: this.message.sequence, deliveryCount: this.deliveryCount };
  }
}

/** The orders of the heaps; injected so that a test can count comparisons. */
export interface RecordOrders {
  readonly byVisibility: Compare<MessageRecord>;
  readonly byExpiry: Compare<MessageRecord>;
}

export const RECORD_ORDERS: RecordOrders = {
  byVisibility: (a, b) => a.visibleAtMs - b.visibleAtMs || a.message.sequence - b.message.sequence,
  byExpiry: (a, b) =>
    a.message.expiresAtMs - b.message.expiresAtMs || a.message.sequence - b.message.sequence,
};
