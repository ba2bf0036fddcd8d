import { QueueError, type QueueErrorCode } from '../errors.js';
import type { Clock, EndOfTurn } from '../contracts/clock.js';
import type { Receipt } from '../contracts/delivery.js';
import type { EventSink } from '../contracts/events.js';
import type { LaneCalendar } from '../contracts/lanes.js';
import type { OutgoingMessage } from '../contracts/message.js';
import type { PolicyLimits } from '../contracts/policy.js';
import type { RandomSource } from '../contracts/random.js';
import type { Settled, Settlement } from '../contracts/settlement.js';
import type { StampConvention } from '../contracts/stamp.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';
import type { Hiding, QueueTransport, SendStatus, SettleStatus } from '../contracts/transport.js';
import { sleep } from '../clock/sleep.js';
import { serviceBackoffMs } from './backoff.js';
import { clampHideMs } from './clamp-hide.js';
import { Coalescer } from './coalescer.js';
import type { InHand } from './in-hand.js';
import { byteLength } from './message-size.js';
import type { Keeper } from './keeper.js';
import type { QueueTime } from './queue-time.js';
import { replacementOf } from './replacement.js';
import { sendApart } from './send-apart.js';
import { identityOf, type Verdict, type Work } from './work.js';

export interface SettlerParts {
  readonly transport: QueueTransport;
  readonly deadLetterTransport: QueueTransport;
  readonly convention: StampConvention;
  readonly limits: PolicyLimits;
  readonly queueTime: QueueTime;
  readonly processClock: Clock;
  readonly inHand: InHand;
  readonly keeper: Keeper;
  readonly settleAgeMs: DurationMs;
  readonly deadLane: string;
  readonly calendar?: LaneCalendar;
  readonly random: RandomSource;
  readonly events: EventSink;
  readonly endOfTurn: EndOfTurn;
}

type Failed = Extract<SettleStatus, { kind: 'failed' }>;
type Applied = Extract<SettleStatus, { kind: 'applied' }>;

/** Tries of one settlement. A fourth would come after the lease has often ended, and then the service redelivers anyway. */
const MAX_TRIES = 3;

/**
 * Carries settlements out, coalesced into batches. A replaced message is deleted only after its replacement was stored, so a
 * crash in between duplicates and never loses. What cannot be settled is reported, and returns when its lease ends.
 */
export class Settler {
  readonly #parts: SettlerParts;
  readonly #acks: Coalescer<Receipt, SettleStatus>;
  readonly #hides: Coalescer<Hiding, SettleStatus>;
  readonly #successors: Coalescer<OutgoingMessage, SendStatus>;
  readonly #deadLetters: Coalescer<OutgoingMessage, SendStatus>;
  #quietCheckPlanned = false;

  constructor(parts: SettlerParts) {
    const { transport, deadLetterTransport, processClock: clock, settleAgeMs: maxAgeMs } = parts;
    const { maxBatch: maxEntries } = transport.capabilities;
    this.#parts = parts;
    this.#acks = new Coalescer({ maxEntries, maxAgeMs, clock, call: (receipts) => transport.ack(receipts) });
    this.#hides = new Coalescer({ maxEntries, maxAgeMs, clock, call: (hidings) => transport.hide(hidings) });
    this.#successors = sendCoalescer(transport, clock, maxAgeMs);
    this.#deadLetters = sendCoalescer(deadLetterTransport, clock, maxAgeMs);
  }

  /** Never rejects: a settlement that fails is a status and an event. */
  async settle({ work, settlement }: Verdict): Promise<Settled> {
    const { inHand, events } = this.#parts;
    const { delivery } = work;
    inHand.move(delivery.receipt, 'settling');
    // A renewal on its way could otherwise arrive after our hold and overwrite it.
    await inHand.get(delivery.receipt)?.renewal;
    // What throws here is a successor or a copy that cannot be written: a due time that no stamp can carry.
    const status = await this.#perform(work, settlement).catch((error: unknown) =>
      failed(error, 'malformed'),
    );
    if (status.kind === 'failed')
      events({ kind: 'settle-failed', delivery, settlement, error: status.error });
    const settled = { delivery, settlement, status };
    events({ kind: 'settled', settled });
    inHand.remove(delivery.receipt);
    return settled;
  }

  /** Sends what has gathered, now. */
  flush(): void {
    for (const batch of [this.#hides, this.#successors, this.#deadLetters, this.#acks]) batch.flush();
  }

  async #perform(work: Work, settlement: Settlement): Promise<SettleStatus> {
    const { message, receipt } = work.delivery;
    if (settlement.kind === 'hold' || settlement.kind === 'keep' || settlement.kind === 'release') {
      const untilMs = settlement.kind === 'release' ? Number.NEGATIVE_INFINITY : settlement.untilMs;
      const hide = (): Hiding => ({ receipt, forMs: this.#hideMs(untilMs, message) });
      const status = await this.#persist(() => this.#hides.add(hide()));
      if (settlement.kind === 'keep' && status.kind === 'applied') this.#keep(work, untilMs, status);
      return status;
    }
    const replacement = replacementOf(work, settlement, this.#parts);
    if (replacement) {
      const target = settlement.kind === 'relay' ? this.#successors : this.#deadLetters;
      const sent = await this.#persist(() => target.add(replacement));
      if (sent.kind === 'failed') return sent;
    }
    return this.#persist(() => this.#acks.add(receipt));
  }

  #keep(work: Work, untilMs: EpochMs, { leaseUntilMs }: Applied): void {
    const { keeper, queueTime } = this.#parts;
    const { receipt, message } = work.delivery;
    keeper.keep({
      receipt,
      id: identityOf(work).id,
      expiresAtMs: message.expiresAtMs,
      untilMs,
      leaseUntilMs: leaseUntilMs ?? queueTime.now() + this.#hideMs(untilMs, message),
    });
  }

  #hideMs(untilMs: number, message: Work['delivery']['message']): DurationMs {
    const { queueTime, limits } = this.#parts;
    return clampHideMs(untilMs, queueTime.now(), message, limits);
  }

  async #persist<TStatus extends { kind: string }>(
    enqueue: () => Promise<TStatus>,
  ): Promise<TStatus | Failed> {
    for (let tries = 1; ; tries += 1) {
      const added = enqueue();
      this.#planQuietCheck();
      const status = await added.catch((error: unknown) => failed(error));
      const error = failureOf(status);
      if (!error?.isPassing || tries >= MAX_TRIES) return status;
      await sleep(this.#parts.processClock, serviceBackoffMs(tries, error, this.#parts.random));
    }
  }

  /** An incomplete batch leaves at once when nothing else could join it. Looked at after everything due in this turn has run. */
  #planQuietCheck(): void {
    if (this.#quietCheckPlanned) return;
    this.#quietCheckPlanned = true;
    this.#parts.endOfTurn(() => {
      this.#quietCheckPlanned = false;
      const { inHand } = this.#parts;
      // What waits in memory is due within a moment, and may join as well.
      if (inHand.size === inHand.count('settling')) this.flush();
    });
  }
}

const sendCoalescer = (
  transport: QueueTransport,
  clock: Clock,
  maxAgeMs: DurationMs,
): Coalescer<OutgoingMessage, SendStatus> =>
  new Coalescer({
    maxEntries: transport.capabilities.maxBatch,
    maxBytes: transport.capabilities.maxBatchBytes,
    bytesOf: byteLength,
    maxAgeMs,
    clock,
    call: (messages) => sendApart(transport, messages),
  });

const failed = (error: unknown, code?: QueueErrorCode): Failed => ({
  kind: 'failed',
  error: QueueError.from(error, code),
});

const failureOf = (status: { kind: string; error?: unknown }): QueueError | undefined =>
  status.kind === 'failed' ? QueueError.from(status.error) : undefined;
