import {
  PRIMARY_GROUP,
  PURGED_REF_MS,
  type CopyState,
  type DeliveryRef,
  type EngineSettings,
  type GetRequest,
  type GroupId,
  type GroupSettings,
  type PurgeRequest,
  type PutEntry,
  type SnapshotMessage,
  type StoredMessage,
} from '../contracts/index.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A copy that is still there. */
interface NaiveCopy extends Mutable<Omit<Required<CopyState>, 'spared'>> {
  readonly message: StoredMessage;
  isSpared: boolean;
}

interface PurgedRef {
  readonly ref: DeliveryRef;
  readonly visibleAtMs: number;
  readonly untilMs: number;
}

/** `purged 40`: the message was purged; an applied call answers the instant alone. */
type Answer = number | 'stale' | 'past-retention' | `purged ${number}`;

const bytesOf = (copies: readonly NaiveCopy[]): number =>
  copies.reduce((sum, { message }) => sum + new TextEncoder().encode(message.content).length, 0);

const statsOf = (copies: readonly NaiveCopy[]) => ({
  visible: copies.filter(({ place }) => place === 'visible').length,
  inFlight: copies.filter(({ place }) => place === 'in-flight').length,
  sizeBytes: bytesOf(copies),
});

/** The queue as one array of copies that every question walks over: too slow to use, too simple to be wrong. */
export class NaiveEngine {
  readonly groups = new Map<GroupId, GroupSettings>([[PRIMARY_GROUP, { isEnabled: true }]]);
  copies: NaiveCopy[] = [];
  nowMs = 0;
  lastSequence = 0;
  #purged: PurgedRef[] = [];

  constructor(public settings: EngineSettings) {}

  advance(nowMs: number): void {
    this.nowMs = Math.max(this.nowMs, nowMs);
    for (
      let atMs = this.nextEventAtMs();
      atMs !== undefined && atMs <= this.nowMs;
      atMs = this.nextEventAtMs()
    ) {
      const dueMs = atMs;
      this.copies = this.copies.filter(({ message }) => message.expiresAtMs > dueMs);
      for (const copy of this.copies) {
        if (copy.place === 'in-flight' && copy.visibleAtMs === dueMs) this.#lapse(copy, dueMs);
      }
    }
  }

  put(entry: PutEntry): StoredMessage {
    this.lastSequence += 1;
    const expiresAtMs = this.nowMs + this.settings.retentionMs;
    const message = { ...entry, sequence: this.lastSequence, createdAtMs: this.nowMs, expiresAtMs };
    for (const [group, { isEnabled, accepts }] of this.groups) {
      if (!isEnabled || accepts?.(entry) === false) continue;
      const fresh = {
        area: 'live',
        place: 'visible',
        deliveryCount: 0,
        latestRef: 0,
        isSpared: false,
      } as const;
      this.copies.push({ message, group, ...fresh, visibleAtMs: this.nowMs });
    }
    return message;
  }

  /** In the order of delivery; `channel` is the one that the engine picked. */
  visible({ group, area }: Pick<GetRequest, 'group' | 'area'>, channel: string | undefined) {
    return this.of(group, area ?? 'live')
      .filter((copy) => copy.place === 'visible' && copy.message.channel === channel)
      .sort((a, b) => a.visibleAtMs - b.visibleAtMs || a.message.sequence - b.message.sequence);
  }

  deliver(copy: NaiveCopy, visibilityMs: number): number {
    copy.deliveryCount += 1;
    copy.latestRef = copy.deliveryCount;
    const visibleAfterMs = Math.min(this.nowMs + visibilityMs, copy.message.expiresAtMs);
    if (visibleAfterMs > this.nowMs) this.#hide(copy, visibleAfterMs);
    else this.#endLease(copy, () => undefined);
    return visibleAfterMs;
  }

  update(ref: DeliveryRef, visibilityMs: number): Answer {
    const wantedMs = this.nowMs + visibilityMs;
    const copy = this.#governed(ref);
    if (copy === undefined) return this.#unresolved(ref, wantedMs);
    const { pastRetention, updateCounts, receiptAfterUpdate } = this.settings;
    if (pastRetention === 'reject' && wantedMs > copy.message.expiresAtMs) return 'past-retention';
    if (updateCounts) copy.deliveryCount += 1;
    if (receiptAfterUpdate === 'ends') copy.latestRef = 0;
    const visibleAfterMs = Math.min(wantedMs, copy.message.expiresAtMs);
    if (visibleAfterMs > this.nowMs) this.#hide(copy, visibleAfterMs);
    else if (copy.place === 'in-flight') this.#lapse(copy, this.nowMs);
    else if (updateCounts && this.#isUsedUp(copy)) this.#bury(copy, this.nowMs);
    return visibleAfterMs;
  }

  delete(ref: DeliveryRef): Answer {
    const copy = this.#governed(ref);
    if (copy === undefined) return this.#unresolved(ref);
    this.copies = this.copies.filter((each) => each !== copy);
    return copy.visibleAtMs;
  }

  lapseEarly(ref: DeliveryRef): Answer {
    const copy = this.#governed(ref);
    if (copy === undefined) return this.#unresolved(ref);
    if (copy.place === 'in-flight' && this.#isUsedUp(copy)) return copy.visibleAtMs;
    if (copy.place === 'in-flight') this.#reveal(copy, this.nowMs);
    return this.nowMs;
  }

  purge({ area, channels, group = PRIMARY_GROUP }: PurgeRequest): number {
    const isMeant = (copy: NaiveCopy): boolean =>
      (area === 'both' || area === copy.area) &&
      (group === 'all' || group === copy.group) &&
      (channels === undefined || channels.some((channel) => channel === copy.message.channel));
    const purged = this.copies.filter(isMeant);
    this.copies = this.copies.filter((copy) => !isMeant(copy));
    for (const copy of purged) {
      const { sequence } = copy.message;
      const ref = { group: copy.group, sequence, deliveryCount: copy.latestRef };
      this.#purged.push({
        ref: copy.area === 'dead' ? { ...ref, dead: true } : ref,
        visibleAtMs: copy.visibleAtMs,
        untilMs: this.nowMs + PURGED_REF_MS,
      });
    }
    return purged.length;
  }

  limitDeliveries(maxDeliveries: number): void {
    this.#sparing(() => (this.settings = { ...this.settings, maxDeliveries }));
  }

  setGroup(group: GroupId, settings: GroupSettings): void {
    this.#sparing(() => this.groups.set(group, settings));
  }

  removeGroup(group: GroupId): void {
    this.purge({ area: 'both', group });
    this.groups.delete(group);
  }

  /** What a restore does not bring back. */
  forgetPurged(): void {
    this.#purged = [];
  }

  of(group: GroupId = PRIMARY_GROUP, area?: 'live' | 'dead'): readonly NaiveCopy[] {
    return this.copies.filter((copy) => copy.group === group && (area === undefined || copy.area === area));
  }

  /** `channel`: absent for all of them. */
  stats(group: GroupId, channel?: string) {
    const mine = this.of(group).filter(({ message }) => channel === undefined || message.channel === channel);
    const [live, dead] = (['live', 'dead'] as const).map((area) => mine.filter((copy) => copy.area === area));
    return { ...statsOf(live ?? []), deadLetters: statsOf(dead ?? []) };
  }

  storedBytes(): number {
    return bytesOf(this.copies);
  }

  channels(group: GroupId, area: 'live' | 'dead'): readonly string[] {
    return [...new Set(this.of(group, area).flatMap(({ message }) => message.channel ?? []))].sort();
  }

  nextEventAtMs(): number | undefined {
    const atMs = this.copies.flatMap(({ message, place, visibleAtMs }) =>
      place === 'in-flight' ? [message.expiresAtMs, visibleAtMs] : [message.expiresAtMs],
    );
    return atMs.length === 0 ? undefined : Math.min(...atMs);
  }

  /** As in a snapshot, by sequence; the copies by group. */
  messages(): readonly SnapshotMessage[] {
    const stored = [...new Set(this.copies.map(({ message }) => message))];
    return stored
      .sort((a, b) => a.sequence - b.sequence)
      .map((message) => ({
        message,
        copies: this.copies.filter((copy) => copy.message === message).map((copy) => this.#stateOf(copy)),
      }));
  }

  #stateOf({ message: _, latestRef, isSpared, ...state }: NaiveCopy): CopyState {
    return {
      ...state,
      ...(latestRef !== state.deliveryCount && { latestRef }),
      ...(isSpared && { spared: true as const }),
    };
  }

  #sparing(change: () => void): void {
    const kept = this.copies.filter((copy) => copy.place === 'in-flight' && !this.#isUsedUp(copy));
    change();
    for (const copy of kept) if (this.#isUsedUp(copy)) copy.isSpared = true;
  }

  #reveal(copy: NaiveCopy, atMs: number): void {
    Object.assign(copy, { place: 'visible', visibleAtMs: atMs, isSpared: false });
  }

  #hide(copy: NaiveCopy, untilMs: number): void {
    copy.place = 'in-flight';
    copy.visibleAtMs = untilMs;
  }

  #lapse(copy: NaiveCopy, atMs: number): void {
    this.#endLease(copy, () => this.#reveal(copy, atMs), atMs);
  }

  #endLease(copy: NaiveCopy, reveal: () => void, atMs = this.nowMs): void {
    if (this.settings.staleAfterLapse) copy.latestRef = 0;
    if (this.#isUsedUp(copy)) this.#bury(copy, atMs);
    else reveal();
  }

  #bury(copy: NaiveCopy, atMs: number): void {
    Object.assign(copy, { area: 'dead', place: 'visible', visibleAtMs: atMs, latestRef: 0 });
  }

  #isUsedUp({ area, group, deliveryCount, isSpared }: NaiveCopy): boolean {
    const limit = this.groups.get(group)?.maxDeliveries ?? this.settings.maxDeliveries;
    return area === 'live' && !isSpared && limit > 0 && deliveryCount >= limit;
  }

  #governed(ref: DeliveryRef): NaiveCopy | undefined {
    return this.copies.find(
      ({ group, message, area, latestRef }) =>
        group === ref.group &&
        message.sequence === ref.sequence &&
        latestRef === ref.deliveryCount &&
        latestRef > 0 &&
        (area === 'dead') === (ref.dead === true),
    );
  }

  #unresolved(ref: DeliveryRef, visibleAfterMs?: number): Answer {
    const purged = this.#purged.find(
      ({ ref: { group, sequence, deliveryCount, dead }, untilMs }) =>
        untilMs > this.nowMs &&
        group === ref.group &&
        sequence === ref.sequence &&
        deliveryCount === ref.deliveryCount &&
        deliveryCount > 0 &&
        dead === ref.dead,
    );
    return purged === undefined ? 'stale' : `purged ${visibleAfterMs ?? purged.visibleAtMs}`;
  }
}
