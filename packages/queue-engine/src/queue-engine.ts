import type {
  Area,
  DeliveredMessage,
  DeliveryRef,
  EngineChange,
  EngineSettings,
  EngineSnapshot,
  EngineStats,
  EpochMs,
  GetRequest,
  GroupId,
  GroupSettings,
  LookFilter,
  MessageCopy,
  PurgeRequest,
  PutEntry,
  RefStatus,
  StatsFilter,
  StoredMessage,
  UpdateStatus,
  VisibleFilter,
} from './contracts/index.js';

/** What an operation changed, including what fell due since the one before, in the order of time. */
export interface WithChanges {
  readonly changes: readonly EngineChange[];
}

/**
 * OCI Queue as a state machine. It owns no clock: every operation takes the time, first applies what fell due up to
 * and including it, then acts. At one instant the order is: expiry, lapse or dead-letter, then the calls as they come.
 * Time never goes back: a `nowMs` below the greatest seen counts as the greatest seen.
 * Each message touched costs O(log n); only a purge, a look and a snapshot walk over all messages.
 *
 * Every method throws a RangeError, and then acts on nothing, for a number that is not finite or out of its range and
 * for an unknown group.
 */
export interface QueueEngine {
  /**
   * Applies to later puts and lapses: messages keep their expiry, and a lower `maxDeliveries` spares open leases (walks
   * over all messages). Call `advance` first, else what fell due unseen is judged by the new settings too. Changes: as
   * for `channels`.
   */
  updateSettings(settings: Partial<EngineSettings>): void;

  /** The primary group first, then in the order of their adding. */
  groups(): readonly GroupId[];

  /** Gets copies of later puts only. @throws RangeError also for a group that is there already. */
  addGroup(id: GroupId, settings: GroupSettings, nowMs: EpochMs): WithChanges;

  /** Replaces all settings of the group; its copies stay. A lower `maxDeliveries`: as for `updateSettings`. */
  updateGroup(id: GroupId, settings: GroupSettings, nowMs: EpochMs): WithChanges;

  /** Purges its copies, then forgets it. @throws RangeError also for the primary group. */
  removeGroup(id: GroupId, nowMs: EpochMs): WithChanges;

  /** Only needed to make changes visible that time alone drives; every other operation does it first. */
  advance(nowMs: EpochMs): readonly EngineChange[];

  /**
   * A copy for each enabled group that accepts the entry. A message that no group takes is numbered and returned all
   * the same, and kept nowhere.
   */
  put(
    entries: readonly PutEntry[],
    nowMs: EpochMs,
  ): WithChanges & { readonly messages: readonly StoredMessage[] };

  /**
   * Delivers from one channel, the longest visible first, then by sequence. Every delivery counts. Visibility 0 is a
   * peek: the message stays visible at its place, but one that reaches `maxDeliveries` becomes a dead letter after
   * being returned. A lease is clamped to the expiry of its message. Dead letters are delivered only on request, and
   * lapse back into the dead-letter queue.
   */
  get(request: GetRequest, nowMs: EpochMs): WithChanges & { readonly messages: readonly DeliveredMessage[] };

  /**
   * Counts from now, to a longer or a shorter lease; hides a message that became visible again, too. 0 ends the lease
   * as a lapse: visible now, or a dead letter when the deliveries are used up. The reference stays the same. Past the
   * expiry of the message: see `EngineSettings.pastRetention`.
   */
  update(
    ref: DeliveryRef,
    visibilityMs: number,
    nowMs: EpochMs,
  ): WithChanges & { readonly status: UpdateStatus };

  delete(ref: DeliveryRef, nowMs: EpochMs): WithChanges & { readonly status: RefStatus };

  /**
   * Ends a lease early, which the service may do: deliveries are at least once. The message is visible again, and the
   * reference stays good until the next delivery whatever `staleAfterLapse` says: its holder knows nothing of it. The
   * last lease before the dead-letter queue goes on, since a message is not delivered more often than is allowed.
   */
  lapse(ref: DeliveryRef, nowMs: EpochMs): WithChanges & { readonly status: RefStatus };

  /**
   * Removes messages, whether visible or in flight. Their references still answer `purged` for `PURGED_REF_MS`, then
   * `stale`. `purged`: the number of copies removed.
   */
  purge(request: PurgeRequest, nowMs: EpochMs): WithChanges & { readonly purged: number };

  /** Of one group: the whole queue, or one named channel. Exact, where the service approximates. */
  stats(nowMs: EpochMs, filter?: StatsFilter): WithChanges & { readonly stats: EngineStats };

  /**
   * Named channels that hold visible or in-flight messages in an area (default: live), sorted. What falls due here is
   * reported in the changes of the next operation that returns changes.
   */
  channels(nowMs: EpochMs, group?: GroupId, area?: Area): readonly string[];

  /** The instant of the next lapse or expiry, those of dead letters included; undefined when the engine is empty. */
  nextEventAtMs(): EpochMs | undefined;

  /** Whether a get with this filter would return something. Changes: as for `channels`. */
  hasVisible(filter: VisibleFilter, nowMs: EpochMs): boolean;

  /**
   * What is stored at the greatest time seen, in no order that can be relied on. Costs no delivery and does not move
   * time. Lazy: read it before the next operation.
   */
  look(filter?: LookFilter): Iterable<MessageCopy>;

  /** UTF-8 bytes of the contents of all copies: over all groups, dead letters included. */
  readonly storedBytes: number;

  /** For `EngineOptions.restored`. Lazy, as `look`: read it before the next operation. */
  snapshot(): EngineSnapshot;
}
