import { ChannelIndex } from './channel-index.js';
import type { EpochMs, GroupId, StoredMessage } from './contracts.js';
import { IndexedHeap } from './indexed-heap.js';
import { MessageRecord, type Place, type RecordOrders } from './message-record.js';
import { Tally } from './tally.js';

/**
 * All messages of one group. Every move keeps the heaps, the channels and the counts in step; which move is due,
 * and the change that reports it, is the business of the operations.
 */
export class GroupState {
  readonly channels: ChannelIndex;
  readonly tally = new Tally();
  readonly #records = new Map<number, MessageRecord>();
  readonly #deadLetters = new Map<number, StoredMessage>();
  readonly #leases: IndexedHeap<MessageRecord>;
  readonly #expiries: IndexedHeap<MessageRecord>;

  constructor(
    readonly id: GroupId,
    orders: RecordOrders,
  ) {
    this.channels = new ChannelIndex(orders.byVisibility);
    this.#leases = new IndexedHeap(orders.byVisibility);
    this.#expiries = new IndexedHeap(orders.byExpiry);
  }

  get nextLapse(): MessageRecord | undefined {
    return this.#leases.peek();
  }

  get nextExpiry(): MessageRecord | undefined {
    return this.#expiries.peek();
  }

  get deadLetters(): Iterable<StoredMessage> {
    return this.#deadLetters.values();
  }

  find(sequence: number): MessageRecord | undefined {
    return this.#records.get(sequence);
  }

  add(message: StoredMessage): void {
    const record = new MessageRecord(message, this.channels.obtain(message.channel));
    this.#records.set(message.sequence, record);
    this.#expiries.push(record.expiry);
    this.#enter(record);
  }

  hide(record: MessageRecord, untilMs: EpochMs): void {
    if (record.place === 'in-flight') {
      record.visibleAtMs = untilMs;
      this.#leases.update(record.placement);
    } else this.#move(record, 'in-flight', untilMs);
  }

  reveal(record: MessageRecord, atMs: EpochMs): void {
    this.#move(record, 'visible', atMs);
  }

  bury(record: MessageRecord): void {
    this.#move(record, 'dead-letter', record.visibleAtMs);
  }

  remove(record: MessageRecord): void {
    this.#leave(record);
    this.#expiries.remove(record.expiry);
    this.#records.delete(record.message.sequence);
    this.channels.dropIfEmpty(record.channel);
  }

  #move(record: MessageRecord, place: Place, visibleAtMs: EpochMs): void {
    this.#leave(record);
    record.place = place;
    record.visibleAtMs = visibleAtMs;
    this.#enter(record);
  }

  #enter(record: MessageRecord): void {
    this.tally.add(record);
    this.channels.enter(record);
    if (record.place === 'in-flight') this.#leases.push(record.placement);
    if (record.place === 'dead-letter') this.#deadLetters.set(record.message.sequence, record.message);
  }

  #leave(record: MessageRecord): void {
    this.tally.subtract(record);
    this.channels.leave(record);
    if (record.place === 'in-flight') this.#leases.remove(record.placement);
    if (record.place === 'dead-letter') this.#deadLetters.delete(record.message.sequence);
  }
}
