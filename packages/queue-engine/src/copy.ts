import type { AreaState } from './area-state.js';
import type { Area, CopyState, DeliveryRef, EpochMs, Place, StoredMessage } from './contracts/index.js';
import type { GroupState } from './group-state.js';
import type { Row } from './storage/column.js';

/**
 * The copy that a group has of a message: a view of its row, made for one operation, since rows are reused. Every move
 * keeps the heaps, the channels and the counts in step; which move is due, and the change that reports it, is the
 * business of the operations.
 */
export class Copy {
  constructor(
    readonly group: GroupState,
    readonly row: Row,
  ) {}

  get area(): Area {
    return this.#copies.area(this.row);
  }

  get place(): Place {
    return this.#copies.place(this.row);
  }

  get deliveryCount(): number {
    return this.#copies.deliveryCount.get(this.row);
  }

  set deliveryCount(count: number) {
    this.#copies.deliveryCount.set(this.row, count);
  }

  /** The delivery count in the one reference that can still act; 0: none can. */
  get latestRef(): number {
    return this.#copies.latestRef.get(this.row);
  }

  set latestRef(count: number) {
    this.#copies.latestRef.set(this.row, count);
  }

  /** Visible: since when. In flight: the end of the lease. */
  get visibleAtMs(): EpochMs {
    return this.#copies.visibleAtMs.get(this.row);
  }

  /** In flight, and visible again when the lease ends, whatever the limit of deliveries is now. */
  get isSpared(): boolean {
    return this.#copies.spared.has(this.row);
  }

  spare(): void {
    this.#copies.spared.add(this.row);
  }

  get sequence(): number {
    return this.#messages.sequence(this.row);
  }

  get channel(): string | undefined {
    return this.#messages.channel(this.row);
  }

  /** Made anew by each call. */
  get message(): StoredMessage {
    return this.#messages.read(this.row);
  }

  get ref(): DeliveryRef {
    const ref = { group: this.group.id, sequence: this.sequence, deliveryCount: this.deliveryCount };
    return this.area === 'dead' ? { ...ref, dead: true } : ref;
  }

  get state(): CopyState {
    const { area, place, deliveryCount, visibleAtMs, latestRef } = this;
    return {
      group: this.group.id,
      area,
      place,
      deliveryCount,
      visibleAtMs,
      ...(latestRef !== deliveryCount && { latestRef }),
      ...(this.isSpared && { spared: true as const }),
    };
  }

  hide(untilMs: EpochMs): void {
    if (this.place === 'in-flight') {
      this.#copies.visibleAtMs.set(this.row, untilMs);
      this.#area.reorder(this.row);
    } else this.#move(this.area, 'in-flight', untilMs);
  }

  reveal(atMs: EpochMs): void {
    this.#move(this.area, 'visible', atMs);
  }

  /** Ends its references. */
  bury(atMs: EpochMs): void {
    const { channels } = this.#area;
    this.latestRef = 0;
    this.#move('dead', 'visible', atMs);
    channels.dropIfEmpty(this.channel);
  }

  /** The last thing to do with it. */
  remove(): void {
    const area = this.#area;
    area.leave(this.row);
    area.channels.dropIfEmpty(this.channel);
    this.#copies.clear(this.row);
    this.#messages.release(this.row);
  }

  get #copies() {
    return this.group.rows.copies;
  }

  get #messages() {
    return this.group.rows.messages;
  }

  get #area(): AreaState {
    return this.group[this.area];
  }

  #move(area: Area, place: Place, visibleAtMs: EpochMs): void {
    this.#area.leave(this.row);
    this.#copies.spared.delete(this.row);
    this.#copies.put(this.row, area, place);
    this.#copies.visibleAtMs.set(this.row, visibleAtMs);
    this.#area.enter(this.row);
  }
}
