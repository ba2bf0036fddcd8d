import type { Delivery, DurationMs, EpochMs } from '@snoozeq/core';

/** Longest rest of a message that nobody else takes. */
const MAX_REST_MS: DurationMs = 60_000;
/** Deliveries that a foreign message should keep for its own consumers; the planner reserves as many. */
const RESERVED_DELIVERIES = 3;

interface Seen {
  readonly sightings: number;
  readonly delivery: Delivery;
  readonly restsUntilMs: EpochMs;
}

/**
 * How long a message that is not ours stays away after a poll took it: not at all the first time. One that comes back is wanted by
 * nobody just now: it rests for a visibility, then for twice as long each time, so that those behind it come up and few of its
 * deliveries are spent; and for the longest rest at once when few are left.
 */
export class ForeignRests {
  // Ids of the service only name what was seen here: taking two messages for one costs a rest, and loses nothing.
  readonly #seen = new Map<string, Seen>();

  constructor(
    private readonly visibilityMs: DurationMs,
    private readonly maxDeliveries: number,
  ) {}

  next(delivery: Delivery, nowMs: EpochMs): DurationMs {
    const sightings = (this.#seen.get(delivery.message.id)?.sightings ?? 0) + 1;
    const restMs = sightings === 1 ? 0 : this.#restMs(sightings, delivery.deliveryCount);
    this.#seen.set(delivery.message.id, { sightings, delivery, restsUntilMs: nowMs + restMs });
    return restMs;
  }

  /** What still rests, to be given back when nothing of ours can be behind it any more. */
  resting(nowMs: EpochMs): readonly Delivery[] {
    return [...this.#seen.values()]
      .filter(({ restsUntilMs }) => restsUntilMs > nowMs)
      .map(({ delivery }) => delivery);
  }

  #restMs(sightings: number, deliveryCount: number): DurationMs {
    const isNearlySpent = this.maxDeliveries > 0 && deliveryCount + RESERVED_DELIVERIES >= this.maxDeliveries;
    return isNearlySpent ? MAX_REST_MS : Math.min(MAX_REST_MS, this.visibilityMs * 2 ** (sightings - 2));
  }
}
