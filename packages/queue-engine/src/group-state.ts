import { AreaState } from './area-state.js';
import type { CopyState, EpochMs, GroupId, GroupSettings, Place, StoredMessage } from './contracts/index.js';
import { IndexedHeap } from './indexed-heap.js';
import { MessageRecord, type RecordOrders } from './message-record.js';

/**
 * All messages of one group. Every move keeps the heaps, the channels and the counts in step; which move is due,
 * and the change that reports it, is the business of the operations.
 */
export class GroupState {
  readonly live: AreaState;
  readonly dead: AreaState;
  readonly #records = new Map<number, MessageRecord>();
  readonly #expiries: IndexedHeap<MessageRecord>;

  constructor(
    readonly id: GroupId,
    public settings: GroupSettings,
    orders: RecordOrders,
  ) {
    this.live = new AreaState(orders);
    this.dead = new AreaState(orders);
    this.#expiries = new IndexedHeap(orders.byExpiry);
  }

  get nextExpiry(): MessageRecord | undefined {
    return this.#expiries.peek();
  }

  get storedBytes(): number {
    return this.live.tally.sizeBytes + this.dead.tally.sizeBytes;
  }

  records(): Iterable<MessageRecord> {
    return this.#records.values();
  }

  find(sequence: number): MessageRecord | undefined {
    return this.#records.get(sequence);
  }

  /** `at`: where a restored copy was; default: visible since its put. */
  add(message: StoredMessage, at?: CopyState): void {
    const area = this[at?.area ?? 'live'];
    const record = new MessageRecord(message, area.channels.obtain(message.channel));
    if (at !== undefined) record.restore(at);
    this.#records.set(message.sequence, record);
    this.#expiries.push(record.expiry);
    area.enter(record);
  }

  hide(record: MessageRecord, untilMs: EpochMs): void {
    if (record.place === 'in-flight') {
      record.visibleAtMs = untilMs;
      this[record.area].reorder(record);
    } else this.#move(record, 'in-flight', untilMs);
  }

  reveal(record: MessageRecord, atMs: EpochMs): void {
    this.#move(record, 'visible', atMs);
  }

  /** Ends its references. */
  bury(record: MessageRecord, atMs: EpochMs): void {
    this.#leave(record);
    record.latestRef = 0;
    record.area = 'dead';
    record.place = 'visible';
    record.visibleAtMs = atMs;
    record.channel = this.dead.channels.obtain(record.message.channel);
    this.dead.enter(record);
  }

  remove(record: MessageRecord): void {
    this.#leave(record);
    this.#expiries.remove(record.expiry);
    this.#records.delete(record.message.sequence);
  }

  #leave(record: MessageRecord): void {
    const area = this[record.area];
    area.leave(record);
    area.channels.dropIfEmpty(record.channel);
  }

  #move(record: MessageRecord, place: Place, visibleAtMs: EpochMs): void {
    const area = this[record.area];
    area.leave(record);
    record.place = place;
    record.visibleAtMs = visibleAtMs;
    area.enter(record);
  }
}
