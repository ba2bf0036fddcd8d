import { IndexedHeap, type Compare } from './indexed-heap.js';
import type { MessageRecord } from './message-record.js';
import { PickSet } from './pick-set.js';
import { Tally } from './tally.js';

/** undefined: the queue's own unnamed channel. */
export type ChannelName = string | undefined;

export class ChannelState {
  readonly tally = new Tally();
  readonly visible: IndexedHeap<MessageRecord>;

  constructor(
    readonly name: ChannelName,
    order: Compare<MessageRecord>,
  ) {
    this.visible = new IndexedHeap(order);
  }
}

/** Channels of one area of a group: made by the first message, gone with the last one. */
export class ChannelIndex {
  readonly #channels = new Map<ChannelName, ChannelState>();
  readonly #ready = new PickSet<ChannelState>();

  constructor(private readonly order: Compare<MessageRecord>) {}

  find(name: ChannelName): ChannelState | undefined {
    return this.#channels.get(name);
  }

  obtain(name: ChannelName): ChannelState {
    const channel = this.#channels.get(name) ?? new ChannelState(name, this.order);
    this.#channels.set(name, channel);
    return channel;
  }

  get hasReady(): boolean {
    return this.#ready.size > 0;
  }

  /** One of the channels that have visible messages, each with the same chance. */
  pickReady(random: () => number): ChannelState | undefined {
    return this.#ready.pick(random);
  }

  /** Named channels, by name. */
  names(): readonly string[] {
    return [...this.#channels.keys()].filter((name) => name !== undefined).sort();
  }

  enter(record: MessageRecord): void {
    const { channel } = record;
    channel.tally.add(record);
    if (record.place !== 'visible') return;
    channel.visible.push(record.placement);
    this.#ready.add(channel);
  }

  leave(record: MessageRecord): void {
    const { channel } = record;
    channel.tally.subtract(record);
    if (record.place !== 'visible') return;
    channel.visible.remove(record.placement);
    if (channel.visible.size === 0) this.#ready.delete(channel);
  }

  dropIfEmpty(channel: ChannelState): void {
    if (channel.tally.isEmpty) this.#channels.delete(channel.name);
  }
}
