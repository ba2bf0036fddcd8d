import type { Clock } from '../contracts/clock.js';
import type { EventSink } from '../contracts/events.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';
import type { QueueTransport, SettleStatus } from '../contracts/transport.js';
import type { Held, InHand } from './in-hand.js';
import type { QueueTime } from './queue-time.js';

export interface LeaseKeeperParts {
  readonly inHand: InHand;
  readonly transport: QueueTransport;
  readonly queueTime: QueueTime;
  readonly queueClock: Clock;
  readonly leaseMs: DurationMs;
  readonly events: EventSink;
}

/** How long to wait before renewing again after a call that failed as a whole. */
const RETRY_MS = 1_000;

/**
 * One ticker for all deliveries in hand: renews, in full batches, the leases that have less than a third left. What is being
 * settled is left alone, so that a heartbeat can never overwrite a requested hold. A lost lease aborts the handler's signal.
 */
export class LeaseKeeper {
  readonly #parts: LeaseKeeperParts;
  #cancelTimer: (() => void) | undefined;

  constructor(parts: LeaseKeeperParts) {
    this.#parts = parts;
  }

  /** Begins to look after what is in hand; where nothing can be hidden, no lease can be renewed either. Returns a function that stops it. */
  start(): () => void {
    if (this.#parts.transport.capabilities.maxHideMs === 0) return () => undefined;
    const stopListening = this.#parts.inHand.onChange(() => this.#rearm());
    return () => {
      stopListening();
      this.#cancel();
    };
  }

  /** A timer only while there is something to renew: a skipping clock stops at every one. */
  #rearm(): void {
    const { inHand } = this.#parts;
    if (inHand.size === inHand.count('settling')) this.#cancel();
    else if (!this.#cancelTimer) this.#arm(this.#ours().map((held) => this.#renewAtMs(held)));
  }

  #arm(instantsMs: readonly number[]): void {
    // None for a handler that still runs on a lost lease: a timer for it would keep the next one from being set.
    if (instantsMs.length === 0) return;
    const atMs = Math.min(...instantsMs);
    this.#cancelTimer = this.#parts.queueTime.schedule(atMs, () => {
      this.#cancelTimer = undefined;
      this.#renewDue();
    });
  }

  #cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #ours(): readonly Held[] {
    return this.#parts.inHand.all().filter((held) => held.state !== 'settling' && !held.isLost);
  }

  #renewAtMs(held: Held): number {
    return held.leaseUntilMs - this.#parts.leaseMs / 3;
  }

  #renewDue(): void {
    const nowMs = this.#parts.queueTime.now();
    const { transport, leaseMs } = this.#parts;
    const { maxBatch } = transport.capabilities;
    const ending = this.#ours().filter((held) => this.#renewAtMs(held) <= nowMs);
    // Looked at again after RETRY_MS, whatever becomes of a call, and also while one is still on its way.
    for (const held of ending) held.leaseUntilMs = nowMs + leaseMs / 3 + RETRY_MS;
    const due = ending.filter(({ renewal }) => !renewal);
    for (let first = 0; first < due.length; first += maxBatch)
      this.#renew(due.slice(first, first + maxBatch));
    this.#rearm();
  }

  #renew(batch: readonly Held[]): void {
    const { transport, leaseMs, queueTime } = this.#parts;
    // Where the service does not tell the new end: never later than it really is.
    const leaseUntilMs = queueTime.now() + leaseMs;
    const renewal = transport
      .hide(batch.map(({ delivery }) => ({ receipt: delivery.receipt, forMs: leaseMs })))
      .then((statuses) => batch.forEach((held, index) => this.#apply(held, statuses[index], leaseUntilMs)))
      .catch(() => undefined) // Tried again before the lease ends; when it does end, the service redelivers.
      .finally(() => batch.forEach((held) => (held.renewal = undefined)));
    for (const held of batch) held.renewal = renewal;
  }

  #apply(held: Held, status: SettleStatus | undefined, leaseUntilMs: EpochMs): void {
    if (status?.kind === 'applied') held.leaseUntilMs = status.leaseUntilMs ?? leaseUntilMs;
    if (status?.kind !== 'lease-lost') return;
    held.isLost = true;
    held.abort.abort();
    this.#parts.events({ kind: 'lease-lost', delivery: held.delivery });
  }
}
