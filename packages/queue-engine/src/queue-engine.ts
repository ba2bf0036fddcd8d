import type {
  DeliveredMessage,
  DeliveryRef,
  EngineChange,
  EngineSettings,
  EngineStats,
  EpochMs,
  GetRequest,
  PutEntry,
  RefStatus,
  StoredMessage,
  UpdateStatus,
} from './contracts.js';

/** What an operation changed, including what fell due since the one before, in the order of time. */
export interface WithChanges {
  readonly changes: readonly EngineChange[];
}

/**
 * OCI Queue as a state machine. It owns no clock: every operation takes the time, first applies what fell due up to
 * and including it, then acts. At one instant the order is: expiry, lapse or dead-letter, then the calls as they come.
 * Time never goes back: a `nowMs` below the greatest seen counts as the greatest seen.
 * Each message touched costs O(log n); nothing walks over all messages.
 *
 * Every method throws a RangeError, and then acts on nothing, for a number that is not finite or out of its range.
 */
export interface QueueEngine {
  /**
   * Applies to later puts and lapses: messages keep their expiry, but a lower `maxDeliveries` also judges the leases
   * that are open (OCI documents it as not retroactive). Call `advance` first, else what fell due unseen is judged by
   * the new settings too.
   */
  updateSettings(settings: Partial<EngineSettings>): void;

  /** Only needed to make changes visible that time alone drives; every other operation does it first. */
  advance(nowMs: EpochMs): readonly EngineChange[];

  put(
    entries: readonly PutEntry[],
    nowMs: EpochMs,
  ): WithChanges & { readonly messages: readonly StoredMessage[] };

  /**
   * Delivers from one channel, the longest visible first, then by sequence. Every delivery counts. Visibility 0 is a
   * peek: the message stays visible at its place, but one that reaches `maxDeliveries` becomes a dead letter after
   * being returned. A lease is clamped to the expiry of its message.
   * @throws RangeError also for an unknown group.
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

  /** Of the whole queue, or of one named channel. Exact, where the service approximates. */
  stats(nowMs: EpochMs, channel?: string): WithChanges & { readonly stats: EngineStats };

  /**
   * Named channels that hold visible or in-flight messages, sorted. What falls due here is reported in the changes of
   * the next operation that returns changes.
   */
  channels(nowMs: EpochMs): readonly string[];

  /** The instant of the next lapse or expiry, those of dead letters included; undefined when the engine is empty. */
  nextEventAtMs(): EpochMs | undefined;

  /** Whether a get with this filter would return something. Changes: as for `channels`. */
  hasVisible(channel: string | undefined, nowMs: EpochMs): boolean;

  /** Those retained at the greatest time seen, in the order of their dying. Looking at them costs no delivery. */
  deadLetters(): readonly StoredMessage[];
}
