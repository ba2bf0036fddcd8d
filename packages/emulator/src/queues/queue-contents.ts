import type { EpochMs } from '@snoozeq/core';
import type { Area, EngineStats, GetRequest, GroupId, QueueEngine, StatsFilter } from '@snoozeq/queue-engine';
import type { Limits } from '../limits/limits.js';
import type { Modes } from '../limits/modes.js';

/** What a queue holds at one instant, over all its groups. Costs no delivery, and nothing that grows with its messages. */
export class QueueContents {
  /** @param engine brought up to `nowMs`; ask before its next operation */
  constructor(
    private readonly engine: QueueEngine,
    private readonly nowMs: EpochMs,
    private readonly rules: { readonly limits: Limits; readonly modes: Modes },
  ) {}

  /** The primary group first. */
  get groups(): readonly GroupId[] {
    return this.engine.groups();
  }

  /** Of the latest put; 0: there was none. */
  get lastSequence(): number {
    return this.engine.snapshot().lastSequence;
  }

  /** Dead letters included. */
  messageCount(group: GroupId): number {
    const { visible, inFlight, deadLetters } = this.stats({ group });
    return visible + inFlight + deadLetters.visible + deadLetters.inFlight;
  }

  /** UTF-8 bytes of contents, dead letters included; every group counts its copy. */
  get storedBytes(): number {
    return this.engine.storedBytes;
  }

  /** As `storedBytes`, for one channel. */
  channelBytes(channel: string): number {
    return this.#sum({ channel }, ({ sizeBytes, deadLetters }) => sizeBytes + deadLetters.sizeBytes);
  }

  /** How many messages a get may still take; not bounded when it reads dead letters (assumed). */
  roomInFlight({ group, area }: Pick<GetRequest, 'group' | 'area'>): number {
    const { limits, modes } = this.rules;
    if (area === 'dead' || limits.inFlight.max === Infinity) return Infinity;
    const inFlight =
      modes.inFlightScope === 'group' && group !== undefined
        ? this.stats({ group }).inFlight
        : this.#sum({}, (stats) => stats.inFlight);
    return Math.max(0, limits.inFlight.max - inFlight);
  }

  stats(filter: StatsFilter): EngineStats {
    return this.engine.stats(this.nowMs, filter).stats;
  }

  /** Ids of the channels that hold messages, sorted. */
  allChannels(group: GroupId, area: Area): readonly string[] {
    return this.engine.channels(this.nowMs, group, area);
  }

  /** Ids, sorted. Mode `hiddenChannels` says whether those count whose messages are all in flight. */
  channels(group: GroupId, area: Area = 'live'): readonly string[] {
    const names = this.allChannels(group, area);
    return this.rules.modes.hiddenChannels === 'count'
      ? names
      : names.filter((channel) => this.engine.hasVisible({ channel, group, area }, this.nowMs));
  }

  /** Whether a message in the channel would make no new one. */
  hasChannel(channel: string): boolean {
    const count = this.#sum({ channel }, ({ visible, inFlight }) =>
      this.rules.modes.hiddenChannels === 'count' ? visible + inFlight : visible,
    );
    return count > 0;
  }

  /** Walks over the channels. */
  channelCount(): number {
    return new Set(this.engine.groups().flatMap((group) => this.channels(group))).size;
  }

  #sum(filter: StatsFilter, count: (stats: EngineStats) => number): number {
    return this.engine.groups().reduce((sum, group) => sum + count(this.stats({ ...filter, group })), 0);
  }
}
