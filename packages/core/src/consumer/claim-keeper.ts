import type { Fence, FenceClaim } from '../contracts/fence.js';
import type { Message } from '../contracts/message.js';
import type { Settlement } from '../contracts/settlement.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';
import type { ConsumerRuntime } from './consumer-runtime.js';
import type { Work } from './work.js';

/** How long to wait before renewing again after a call that failed. */
const RETRY_MS = 1_000;

/** The longest retention of the service, for a transport that does not tell when a message was stored. */
const LONGEST_RETENTION_MS: DurationMs = 7 * 86_400_000;

/** Renews one claim while its handler runs, in the rhythm of the leases, and ends it. A lost claim aborts the handler's signal. */
export class ClaimKeeper {
  readonly #runtime: ConsumerRuntime;
  readonly #fence: Fence;
  readonly #work: Work;
  readonly #claim: FenceClaim;
  #cancelTimer: () => void = () => undefined;
  #renewal: Promise<void> | undefined;
  #isStopped = false;

  constructor(runtime: ConsumerRuntime, fence: Fence, work: Work, claim: FenceClaim) {
    this.#runtime = runtime;
    this.#fence = fence;
    this.#work = work;
    this.#claim = claim;
  }

  /** Begins to renew. Returns a function that stops it and leaves the claim to its end. */
  start(): () => void {
    this.#renewIn(this.#rhythmMs);
    return () => this.#stop();
  }

  /** Marks the message as done, or gives the claim back for another attempt. Never rejects: the message is settled in any case. */
  async end(settlement: Settlement): Promise<void> {
    this.#stop();
    // One that is on its way could otherwise arrive after the mark and overwrite it.
    await this.#renewal;
    const isOver = isLast(settlement);
    await this.#ask(isOver ? 'done' : 'release', () =>
      isOver
        ? this.#fence.done(this.#claim, keepMs(this.#work.delivery.message, this.#runtime.queueTime.now()))
        : this.#fence.release(this.#claim),
    );
  }

  /** As the lease keeper: with a third of it left. */
  get #rhythmMs(): DurationMs {
    return (this.#runtime.limits.leaseMs * 2) / 3;
  }

  #stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  #renewIn(durationMs: DurationMs): void {
    const { queueClock } = this.#runtime;
    this.#cancelTimer = queueClock.schedule(queueClock.now() + durationMs, () => {
      this.#renewal = this.#renew();
    });
  }

  async #renew(): Promise<void> {
    const { limits, inHand, events } = this.#runtime;
    const { delivery } = this.#work;
    const isOurs = await this.#ask('renew', () => this.#fence.renew(this.#claim, limits.leaseMs));
    if (isOurs === false) {
      inHand.get(delivery.receipt)?.abort.abort();
      events({ kind: 'claim-lost', delivery });
    } else if (!this.#isStopped) this.#renewIn(isOurs ? this.#rhythmMs : RETRY_MS);
  }

  /** `undefined` when the fence could not be asked. */
  async #ask<T>(call: 'renew' | 'done' | 'release', ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (thrown) {
      const { events } = this.#runtime;
      events({ kind: 'fence-failed', delivery: this.#work.delivery, call, error: QueueError.from(thrown) });
      return undefined;
    }
  }
}

const isLast = (settlement: Settlement): boolean => {
  switch (settlement.kind) {
    case 'complete':
    case 'drop':
      return true;
    // Its copy is not stored yet: marked now, a crash in between would have it dropped by whoever sees it next.
    case 'dead-letter':
    case 'hold':
    case 'keep':
    case 'relay':
    case 'release':
      return false;
    default:
      return settlement satisfies never;
  }
};

/** Until every copy has expired: a successor may have been stored as late as the expiry of this one, and lives as long. */
const keepMs = ({ createdAtMs, expiresAtMs }: Message, nowMs: EpochMs): DurationMs =>
  Math.max(0, expiresAtMs - nowMs) +
  (createdAtMs === undefined ? LONGEST_RETENTION_MS : expiresAtMs - createdAtMs);
