import { Observable } from 'rxjs';
import type { LaneCalendar } from '../../contracts/lanes.js';
import type { DurationMs, EpochMs } from '../../contracts/time.js';
import type { PollTurn } from '../poller.js';
import type { Reading } from './in-flight-budget.js';
import type { QueueTime } from '../queue-time.js';

export interface LaneRotaParts {
  readonly calendar: LaneCalendar;
  readonly queueTime: QueueTime;
  /** Poll loops that take turns. */
  readonly pollers: number;
  readonly maxBatch: number;
  readonly waitMs: DurationMs;
}

interface Lane {
  readonly name: string;
  readonly opensAtMs: EpochMs;
  isListed: boolean;
  /** Until then messages are hidden in it that we know of, whether the service lists such a lane or not. */
  heldUntilMs: EpochMs;
  openPolls: number;
  /** What the last poll brought: a full batch, something, nothing; never polled counts as something. */
  last: 'full' | 'some' | 'nothing';
  /** A poll has once brought less than a batch: what comes now was held, or was published late. */
  isDrained: boolean;
  /** Counts up; the smallest was polled longest ago. */
  lastTurn: number;
}

const SECOND_MS = 1_000;
/** How old the service's list may be: a second is documented, and one for the way. */
const LIST_AGE_MS: DurationMs = 2_000;

/**
 * Which due lane is polled next. Lanes are read from their opening until a list no longer has them: those that may hold more first,
 * the oldest of them first; then those that came back empty, the one that waited longest first; then a further poll on one that is full.
 */
export class LaneRota {
  readonly #parts: LaneRotaParts;
  readonly #lanes = new Map<string, Lane>();
  readonly #waiting = new Set<() => void>();
  #turns = 0;
  #seenAtMs: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(parts: LaneRotaParts) {
    this.#parts = parts;
  }

  /** A list, and when it was asked for. Lanes of others are none of ours. */
  see(listed: readonly string[], askedAtMs: EpochMs): void {
    this.#seenAtMs = askedAtMs;
    for (const lane of this.#lanes.values()) lane.isListed = false;
    for (const name of listed) this.#enter(name, (lane) => (lane.isListed = true));
    for (const lane of this.#lanes.values())
      if (!this.#isWanted(lane) && lane.openPolls === 0) this.#lanes.delete(lane.name);
    this.#changed();
  }

  /** A message of this lane is hidden until then, and will be looked for. */
  holds(name: string, untilMs: EpochMs): void {
    this.#enter(name, (lane) => (lane.heldUntilMs = Math.max(lane.heldUntilMs, untilMs)));
  }

  /** Emits one turn, as soon as there is a lane to poll; with `due`, of the lanes that were read to their end before. */
  next(reading: Reading): Observable<PollTurn> {
    return new Observable((subscriber) => {
      let cancelTimer = (): void => undefined;
      const attempt = (): void => {
        if (subscriber.closed) return;
        cancelTimer();
        const lane = this.#pick(reading);
        if (!lane) return void (cancelTimer = this.#atNextOpening(attempt));
        this.#waiting.delete(attempt);
        subscriber.next(this.#turnOn(lane));
        subscriber.complete();
      };
      subscriber.add(() => {
        this.#waiting.delete(attempt);
        cancelTimer();
      });
      this.#waiting.add(attempt);
      attempt();
    });
  }

  #enter(name: string, change: (lane: Lane) => void): void {
    const lane = this.#lanes.get(name) ?? this.#discovered(name);
    if (lane) change(lane);
  }

  #discovered(name: string): Lane | undefined {
    const opensAtMs = this.#parts.calendar.opensAtMs(name);
    if (opensAtMs === undefined) return undefined;
    const lane = newLane(name, opensAtMs);
    this.#lanes.set(name, lane);
    return lane;
  }

  /** A lane whose messages are all hidden may be missing in a list; one that was asked for after they came back is believed. */
  #isWanted({ isListed, heldUntilMs }: Lane): boolean {
    return isListed || heldUntilMs + LIST_AGE_MS >= this.#seenAtMs;
  }

  #open(): readonly Lane[] {
    const nowMs = this.#parts.queueTime.estimate();
    return [...this.#lanes.values()]
      .filter((lane) => lane.opensAtMs <= nowMs && this.#isWanted(lane))
      .sort((one, other) => one.opensAtMs - other.opensAtMs);
  }

  #pick(reading: Reading): Lane | undefined {
    const open = this.#open().filter(({ isDrained }) => isDrained || reading === 'fresh');
    const free = open.filter(({ openPolls }) => openPolls === 0);
    const idle = free.toSorted((one, other) => one.lastTurn - other.lastTurn);
    return free.find(({ last }) => last !== 'nothing') ?? idle[0] ?? open.find(({ last }) => last === 'full');
  }

  #turnOn(lane: Lane): PollTurn {
    lane.openPolls += 1;
    return {
      lane: lane.name,
      waitMs: this.#waitMs(),
      end: (deliveries) => {
        lane.openPolls -= 1;
        lane.lastTurn = this.#turns += 1;
        if (deliveries) this.#answered(lane, deliveries.length);
        this.#changed();
      },
    };
  }

  #answered(lane: Lane, count: number): void {
    const isFull = count >= this.#parts.maxBatch;
    lane.isDrained ||= !isFull;
    if (count === 0) return void (lane.last = 'nothing');
    lane.last = isFull ? 'full' : 'some';
    // Whatever the last list said: there was something in it.
    lane.isListed = true;
  }

  /** Shared out when there are more lanes than polls, and never beyond the next opening, when a poll is needed elsewhere. */
  #waitMs(): DurationMs {
    const { waitMs, pollers, calendar, queueTime } = this.#parts;
    const nowMs = queueTime.estimate();
    const shareMs = waitMs * Math.min(1, pollers / this.#open().length);
    const untilOpeningMs = calendar.nextOpeningMs(nowMs) - nowMs;
    return Math.min(
      waitMs,
      Math.max(SECOND_MS, Math.floor(shareMs / SECOND_MS) * SECOND_MS),
      Math.ceil(untilOpeningMs / SECOND_MS) * SECOND_MS,
    );
  }

  #atNextOpening(task: () => void): () => void {
    const { queueTime } = this.#parts;
    const nowMs = queueTime.estimate();
    const ahead = [...this.#lanes.values()].map(({ opensAtMs }) => opensAtMs).filter((atMs) => atMs > nowMs);
    return ahead.length === 0 ? () => undefined : queueTime.scheduleByEstimate(Math.min(...ahead), task);
  }

  #changed(): void {
    for (const attempt of [...this.#waiting]) attempt();
  }
}

const newLane = (name: string, opensAtMs: EpochMs): Lane => ({
  name,
  opensAtMs,
  isListed: false,
  heldUntilMs: Number.NEGATIVE_INFINITY,
  openPolls: 0,
  last: 'some',
  isDrained: false,
  lastTurn: 0,
});
