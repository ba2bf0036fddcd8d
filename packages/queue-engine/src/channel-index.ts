import type { GroupRows } from './group-rows.js';
import type { Row } from './storage/column.js';
import { RowHeap } from './storage/row-heap.js';
import { SortedList } from './storage/sorted-list.js';
import { Tally } from './tally.js';

/** undefined: the queue's own unnamed channel. */
export type ChannelName = string | undefined;

export class ChannelState {
  readonly tally = new Tally();
  readonly visible: RowHeap;

  constructor(
    readonly name: ChannelName,
    { byVisibility, copies }: GroupRows,
  ) {
    this.visible = new RowHeap(byVisibility, copies.position);
  }
}

const compareNames = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** The unnamed one first. */
const byName = ({ name: a }: ChannelState, { name: b }: ChannelState): number =>
  a === undefined || b === undefined ? Number(a !== undefined) - Number(b !== undefined) : compareNames(a, b);

/** Channels of one area of a group: made by the first message, gone with the last one. */
export class ChannelIndex {
  readonly #channels = new Map<ChannelName, ChannelState>();
  /** By name, not by history: the same state and random numbers make the same picks, also after a restore. */
  readonly #ready = new SortedList(byName);

  constructor(private readonly rows: GroupRows) {}

  find(name: ChannelName): ChannelState | undefined {
    return this.#channels.get(name);
  }

  get hasReady(): boolean {
    return this.#ready.size > 0;
  }

  /** One of the channels that have visible messages, each with the same chance. */
  pickReady(random: () => number): ChannelState | undefined {
    return this.#ready.at(Math.floor(random() * this.#ready.size));
  }

  /** Named channels, by name. */
  names(): readonly string[] {
    return [...this.#channels.keys()].filter((name) => name !== undefined).sort(compareNames);
  }

  enter(row: Row): void {
    const { messages, copies } = this.rows;
    const place = copies.place(row);
    const channel = this.#obtain(messages.channel(row));
    channel.tally.add(place, messages.sizeBytes(row));
    if (place === 'in-flight') return;
    channel.visible.push(row);
    if (channel.visible.size === 1) this.#ready.add(channel);
  }

  /** The channel stays, even when it is empty now: see `dropIfEmpty`. */
  leave(row: Row): void {
    const { messages, copies } = this.rows;
    const place = copies.place(row);
    const channel = this.#obtain(messages.channel(row));
    channel.tally.subtract(place, messages.sizeBytes(row));
    if (place === 'in-flight') return;
    channel.visible.remove(row);
    if (channel.visible.size === 0) this.#ready.delete(channel);
  }

  dropIfEmpty(name: ChannelName): void {
    if (this.#channels.get(name)?.tally.isEmpty) this.#channels.delete(name);
  }

  #obtain(name: ChannelName): ChannelState {
    let channel = this.#channels.get(name);
    if (channel === undefined) {
      channel = new ChannelState(name, this.rows);
      this.#channels.set(name, channel);
    }
    return channel;
  }
}
