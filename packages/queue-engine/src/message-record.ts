import { Buffer } from 'node:buffer';
import type { ChannelState } from './channel-index.js';
import type {
  Area,
  CopyState,
  DeliveryRef,
  EpochMs,
  GroupId,
  Place,
  StoredMessage,
} from './contracts/index.js';
import { HeapNode, type Compare } from './indexed-heap.js';

/** The state of one message in one group. Only its `GroupState` moves it; only a delivery raises the count. */
export class MessageRecord {
  deliveryCount = 0;
  /** The delivery count in the one reference that can still act; 0: none can. */
  latestRef = 0;
  area: Area = 'live';
  place: Place = 'visible';
  /** Visible: the instant since when, the first key of FIFO. In flight: the end of the lease. */
  visibleAtMs: EpochMs;
  readonly sizeBytes: number;
  /** In the heap of its place: the visible ones of the channel, or the leases. */
  readonly placement = new HeapNode<MessageRecord>(this);
  readonly expiry = new HeapNode<MessageRecord>(this);

  constructor(
    readonly message: StoredMessage,
    public channel: ChannelState,
  ) {
    this.visibleAtMs = message.createdAtMs;
    this.sizeBytes = Buffer.byteLength(message.content);
  }

  refIn(group: GroupId): DeliveryRef {
    const { deliveryCount, message } = this;
    const ref = { group, sequence: message.sequence, deliveryCount };
    return this.area === 'dead' ? { ...ref, dead: true } : ref;
  }

  restore({ area, place, deliveryCount, visibleAtMs, latestRef = deliveryCount }: CopyState): void {
    Object.assign(this, { area, place, deliveryCount, visibleAtMs, latestRef });
  }

  stateIn(group: GroupId): CopyState {
    const { area, place, deliveryCount, visibleAtMs, latestRef } = this;
    const state = { group, area, place, deliveryCount, visibleAtMs };
    return latestRef === deliveryCount ? state : { ...state, latestRef };
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
