import {
  QueueTime,
  type Clock,
  type Delivery,
  type EpochMs,
  type QueueError,
  type QueueTransport,
  type RandomSource,
  type SettleStatus,
  type StampConvention,
} from '@snoozeq/core';
import { nameOf, type ControllerSink } from './controller-event.js';
import type { ControllerOptions } from './controller-options.js';
import { ForeignRests } from './foreign-rests.js';
import { HideBatches } from './hide-batches.js';
import type { OurMessage, OurMessages } from './our-messages.js';
import { Polls } from './polls.js';

export interface SearchParts {
  readonly transport: QueueTransport;
  readonly convention: StampConvention;
  readonly queueClock: Clock;
  readonly processClock: Clock;
  readonly random: RandomSource;
  /** The queue's delivery limit; 0: none. */
  readonly maxDeliveries: number;
  /** Where the messages were published. */
  readonly lane: string;
  readonly options: ControllerOptions;
  readonly emit: ControllerSink;
}

type End =
  | { readonly kind: 'hidden'; readonly untilMs: EpochMs }
  | { readonly kind: 'due-when-found' | 'lease-lost' }
  | { readonly kind: 'hide-failed'; readonly error: QueueError; readonly isFinal: boolean };

const AT_ONCE = Number.NEGATIVE_INFINITY;

/** Steps 3 to 5: polls with a short visibility, recognises ours by their stamp, and sets what remains until their due times. */
export class Search {
  readonly #parts: SearchParts;
  readonly #ours: OurMessages;
  readonly #queueTime: QueueTime;
  readonly #hides: HideBatches;
  readonly #rests: ForeignRests;
  readonly #polls: Polls;
  readonly #inHand = new Set<Promise<void>>();

  constructor(parts: SearchParts, ours: OurMessages) {
    const { visibilityMs } = parts.options;
    this.#parts = parts;
    this.#ours = ours;
    this.#queueTime = new QueueTime(parts.queueClock);
    const shared = { ...parts, queueTime: this.#queueTime, visibilityMs };
    this.#polls = new Polls(shared);
    this.#hides = new HideBatches(shared);
    this.#rests = new ForeignRests(visibilityMs, parts.maxDeliveries);
  }

  /** Ends when all were found, when the rest must be in other hands, or at a stop; what was found has its visibility by then. */
  async run(stop: AbortSignal): Promise<void> {
    try {
      while (await this.#goesOn(stop)) {
        const deliveries = await this.#polls.next(stop);
        const isOursOnly = deliveries.map((delivery) => this.#take(delivery)).every(Boolean);
        // More of ours may come and fill the batch; but a foreign message must not wait for them.
        if (deliveries.length === 0 || !isOursOnly || this.#ours.waiting === 0) this.#hides.flush();
        await this.#untilFewInHand(this.#parts.transport.capabilities.maxBatch);
      }
    } finally {
      for (const delivery of this.#rests.resting(this.#queueTime.now())) this.#hide(delivery, AT_ONCE);
      await this.#settleAll();
    }
  }

  /** What could not be hidden waits again, so that is known only when nothing is in hand. */
  async #goesOn(stop: AbortSignal): Promise<boolean> {
    if (this.#ours.waiting === 0) await this.#settleAll();
    return this.#ours.waiting > 0 && !stop.aborted && this.#polls.patienceMs > 0;
  }

  /** Whether it is one of ours, to be hidden. */
  #take(delivery: Delivery): boolean {
    const { convention, transport } = this.#parts;
    const nowMs = this.#queueTime.now();
    const reading = convention.read(delivery.message, nowMs);
    const stamp = reading.kind === 'stamped' ? reading.stamp : undefined;
    const ours = stamp && this.#ours.get(stamp.id);
    if (!stamp || !ours) return this.#letGo(delivery);
    this.#polls.restartPatience();
    const { dueAtMs = nowMs } = stamp;
    const isDue = dueAtMs - nowMs < transport.capabilities.hideStepMs;
    // Back when it is due, or a copy of one that is: the consumers' now.
    if (ours.isSettled && isDue) return this.#letGo(delivery);
    this.#receive(ours, delivery);
    this.#hide(delivery, dueAtMs, (status) => this.#settled(ours, status, isDue ? undefined : dueAtMs));
    return true;
  }

  #receive(ours: OurMessage, { deliveryCount }: Delivery): void {
    const { emit } = this.#parts;
    this.#ours.receive(ours);
    if (!ours.isStored) emit({ kind: 'confirmed', ...nameOf(ours) });
    if (ours.receptions === 0 && deliveryCount > 1)
      emit({ kind: 'taken-before', deliveryCount, ...nameOf(ours) });
  }

  #settled(ours: OurMessage, status: SettleStatus, untilMs: EpochMs | undefined): void {
    this.#ours.letGo(ours);
    // Told before: of another reception of it, or of another copy.
    if (this.#ours.get(ours.id)?.isSettled) return;
    const isFinal = status.kind === 'applied' || (status.kind === 'failed' && !status.error.isPassing);
    if (isFinal) this.#ours.settle(ours);
    this.#parts.emit({ ...nameOf(ours), ...endOf(status, untilMs) });
  }

  #letGo(delivery: Delivery): false {
    const nowMs = this.#queueTime.now();
    const restMs = this.#rests.next(delivery, nowMs);
    const { emit, options } = this.#parts;
    emit({ kind: 'foreign', serviceId: delivery.message.id, restMs });
    // A rest of one visibility needs no call: it ends by itself. So does one whose release fails.
    if (restMs !== options.visibilityMs) this.#hide(delivery, restMs === 0 ? AT_ONCE : nowMs + restMs);
    return false;
  }

  #hide(delivery: Delivery, untilMs: EpochMs, then: (status: SettleStatus) => void = () => undefined): void {
    const work = this.#hides
      .hideUntil(delivery, untilMs)
      .then(then)
      .finally(() => this.#inHand.delete(work));
    this.#inHand.add(work);
  }

  async #untilFewInHand(most: number): Promise<void> {
    while (this.#inHand.size > most) await Promise.race(this.#inHand);
  }

  async #settleAll(): Promise<void> {
    this.#hides.flush();
    await this.#untilFewInHand(0);
  }
}

/** @param untilMs absent: due when it was found */
const endOf = (status: SettleStatus, untilMs: EpochMs | undefined): End => {
  switch (status.kind) {
    case 'applied':
      return untilMs === undefined
        ? { kind: 'due-when-found' }
        : { kind: 'hidden', untilMs: status.leaseUntilMs ?? untilMs };
    case 'lease-lost':
      return { kind: 'lease-lost' };
    case 'failed':
      return { kind: 'hide-failed', error: status.error, isFinal: !status.error.isPassing };
    default:
      return status satisfies never;
  }
};
