import type { Activity } from '../contracts/activity.js';
import type { Receipt } from '../contracts/delivery.js';
import type { EventSink } from '../contracts/events.js';
import type { PolicyLimits } from '../contracts/policy.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';
import type { QueueTransport, SettleStatus } from '../contracts/transport.js';
import { clampHideMs } from './clamp-hide.js';
import type { QueueTime } from './queue-time.js';

/** A hidden message whose receipt we hold on to. Nothing of its content: a hundred thousand of them must fit into memory. */
export interface Kept {
  readonly receipt: Receipt;
  /** Identity of the message, for events. */
  readonly id: string;
  readonly expiresAtMs: EpochMs;
  /** The hide is renewed until it reaches this. */
  readonly untilMs: EpochMs;
  /** End of the present hide, in the service's time. */
  readonly leaseUntilMs: EpochMs;
}

export interface KeeperParts {
  readonly transport: QueueTransport;
  readonly limits: PolicyLimits;
  readonly queueTime: QueueTime;
  readonly activity: Activity;
  readonly events: EventSink;
}

/** A hide is renewed this long before it ends, and up to half of this earlier where that fills a batch. */
export const KEEP_MARGIN_MS: DurationMs = 60_000;
/** Renewals under way at once; more would only wait in the connection pool. */
const MAX_OPEN_CALLS = 4;
/** How long to wait before a renewal that failed as a whole is tried again. */
const RETRY_MS = 1_000;

/**
 * Renews long hides before they end, in full batches, so that a wait of days spends one delivery. A message leaves when its last
 * hide reaches its due time, or when its receipt has died; then it comes back on its own, and is held in the ordinary way.
 */
export class Keeper {
  readonly #parts: KeeperParts;
  /** In the order of their ends: every hide that is not the last one is as long as the others. */
  readonly #kept = new Map<Receipt, Kept>();
  readonly #renewing = new Set<Receipt>();
  #openCalls = 0;
  #pausedUntilMs: EpochMs = Number.NEGATIVE_INFINITY;
  #isRunning = false;
  #hasLost = false;
  #cancelTimer: (() => void) | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Takes a message over whose hide was applied. Refused, and left to come back on its own, once a receipt has died in our hands. */
  keep(message: Kept): void {
    if (this.#hasLost || !this.#isRunning || message.leaseUntilMs >= this.#reachMs(message)) return;
    this.#kept.set(message.receipt, message);
    this.#arm();
  }

  /** Begins to renew. Returns a function that stops it; what is kept then comes back when its hide ends. */
  start(): () => void {
    this.#isRunning = true;
    return () => {
      this.#isRunning = false;
      this.#kept.clear();
      this.#disarm();
    };
  }

  /** Hides end on whole steps, so this is as near as one can come. */
  #reachMs({ untilMs }: Kept): EpochMs {
    return untilMs - this.#parts.limits.hideStepMs;
  }

  #arm(): void {
    const first = this.#waiting().next().value;
    if (first === undefined || this.#cancelTimer) return;
    const atMs = Math.max(first.leaseUntilMs - KEEP_MARGIN_MS, this.#pausedUntilMs);
    this.#cancelTimer = this.#parts.queueTime.schedule(atMs, () => {
      this.#disarm();
      this.#renewDue();
    });
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  *#waiting(): Generator<Kept, undefined> {
    for (const message of this.#kept.values()) if (!this.#renewing.has(message.receipt)) yield message;
    return undefined;
  }

  #renewDue(): void {
    const { queueTime, transport } = this.#parts;
    const nowMs = queueTime.now();
    while (this.#openCalls < MAX_OPEN_CALLS && nowMs >= this.#pausedUntilMs) {
      const batch = this.#nextBatch(nowMs, transport.capabilities.maxBatch);
      if (batch.length === 0) break;
      void this.#renew(batch, nowMs);
    }
    if (this.#openCalls < MAX_OPEN_CALLS) this.#arm();
  }

  /** What is due for renewal, and company for an incomplete batch from what will be soon. */
  #nextBatch(nowMs: EpochMs, maxBatch: number): readonly Kept[] {
    const batch: Kept[] = [];
    for (const message of this.#waiting()) {
      const dueInMs = message.leaseUntilMs - KEEP_MARGIN_MS - nowMs;
      if (batch.length >= maxBatch || dueInMs > (batch.length === 0 ? 0 : KEEP_MARGIN_MS / 2)) break;
      batch.push(message);
    }
    return batch;
  }

  async #renew(batch: readonly Kept[], nowMs: EpochMs): Promise<void> {
    const { transport, activity } = this.#parts;
    const endActivity = activity.begin();
    this.#openCalls += 1;
    for (const { receipt } of batch) this.#renewing.add(receipt);
    try {
      const hidings = batch.map((kept) => ({ receipt: kept.receipt, forMs: this.#hideMs(kept, nowMs) }));
      const statuses = await transport.hide(hidings);
      batch.forEach((kept, index) => this.#apply(kept, statuses[index], nowMs));
    } catch {
      // Tried again before the hide ends; when it does end, the message comes back and is judged again.
      this.#pause(nowMs);
    } finally {
      for (const { receipt } of batch) this.#renewing.delete(receipt);
      this.#openCalls -= 1;
      if (this.#isRunning) this.#renewDue();
      endActivity();
    }
  }

  #hideMs(kept: Kept, nowMs: EpochMs): DurationMs {
    return clampHideMs(kept.untilMs, nowMs, kept, this.#parts.limits);
  }

  #apply(kept: Kept, status: SettleStatus | undefined, nowMs: EpochMs): void {
    if (status?.kind === 'applied') {
      const leaseUntilMs = status.leaseUntilMs ?? nowMs + this.#hideMs(kept, nowMs);
      this.#kept.delete(kept.receipt);
      if (this.#isRunning && leaseUntilMs < this.#reachMs(kept))
        this.#kept.set(kept.receipt, { ...kept, leaseUntilMs });
    } else if (status?.kind === 'lease-lost') {
      this.#kept.delete(kept.receipt);
      this.#hasLost = true;
      this.#parts.events({ kind: 'keep-lost', id: kept.id });
    } else {
      this.#pause(nowMs);
    }
  }

  #pause(nowMs: EpochMs): void {
    this.#pausedUntilMs = nowMs + RETRY_MS;
  }
}
