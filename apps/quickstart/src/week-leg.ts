import { sleep, systemClock, type DurationMs, type EpochMs } from '@snoozeq/core';
import type { ClockObserver } from '@snoozeq/wire-clock';
import type { Child } from './child.js';
import { paidCalls } from './call-counts.js';
import type { Leg } from './leg.js';
import { queueIsEmpty } from './inspection.js';
import { memoryMb } from './memory.js';
import type { StartRecord } from './records.js';
import type { Screen } from './screen.js';
import { UserError } from './user-error.js';
import { dayOf, storyOf, weekTime } from './words.js';

export interface WeekOptions {
  readonly leg: Leg;
  readonly origin: string;
  readonly input: string;
  readonly fromMs: EpochMs;
  readonly dueAtMs: ReadonlyMap<number, EpochMs>;
  readonly consumers: number;
  readonly kill: boolean;
  readonly skipInvalid: boolean;
  readonly observer: ClockObserver;
  readonly screen: Screen;
  readonly interrupted: AbortSignal;
}

export interface WeekResult {
  readonly wallMs: DurationMs;
  readonly peakClientMb: number | null;
}

const LOOK_EVERY_MS = 100;
const WEIGH_EVERY_MS = 1_000;
/** Queue time after the last due time; what is not handled by then is lost. */
const GRACE_MS = 3_600_000;

/** Publishes the input, lets the consumers compete, and ends when the queue is empty or its grace is over. */
export const runWeek = async (options: WeekOptions): Promise<WeekResult> => {
  const { leg, consumers, interrupted, observer } = options;
  // Consumers of lanes look at every opening: without anything published yet, they would skip through the week.
  observer.allowSkipping(false);
  const startedMs = systemClock.now();
  const story = new WeekStory(options);
  for (let number = 1; number <= consumers; number += 1) void leg.fleet.start(`consumer-${number}`);
  const producer = leg.publish(options.input, options.fromMs, options.skipInvalid);
  void producer.ended.then(() => observer.allowSkipping(true));
  let isKillDue = options.kill;
  while (!interrupted.aborted) {
    story.tell(leg.look());
    refuseFailures(leg);
    if (isKillDue && leg.uniqueCount * 2 >= options.dueAtMs.size) {
      isKillDue = false;
      await replaceOne(options);
    }
    if (!producer.isRunning() && (await isOver(options))) break;
    await sleep(systemClock, LOOK_EVERY_MS);
  }
  const wallMs = systemClock.now() - startedMs;
  await leg.fleet.stop();
  story.tell(leg.look());
  story.end();
  for (const warning of warningsOf(producer)) options.screen.line(`       ${warning}`);
  return { wallMs, peakClientMb: story.peakClientMb };
};

const refuseFailures = ({ producer, fleet }: Leg): void => {
  if (producer && !producer.isRunning()) refuseExit(producer);
  const failure = fleet.failure();
  if (failure !== undefined) throw new Error(failure);
};

const PRODUCER_BAD_INPUT = 2;

const refuseExit = ({ process: { exitCode }, complaints }: Child): void => {
  if (exitCode === PRODUCER_BAD_INPUT) throw new UserError(complaints());
  if (exitCode !== 0) throw new Error(`The producer ended with ${exitCode ?? 'a signal'}: ${complaints()}`);
};

const isOver = async ({ leg, origin, dueAtMs, observer }: WeekOptions): Promise<boolean> => {
  // Not spread into Math.max: an input may have more lines than a call may have arguments.
  const lastDueMs = [...dueAtMs.values()].reduce((latest, dueMs) => Math.max(latest, dueMs), 0);
  if (observer.look() > lastDueMs + GRACE_MS) return true;
  return leg.uniqueCount >= leg.publishedCount && (await queueIsEmpty(origin, leg.queueId));
};

/** Kills the first consumer and lets a new one take its place. */
const replaceOne = async ({ leg, consumers, screen }: WeekOptions): Promise<void> => {
  const victim = 'consumer-1';
  const heir = `consumer-${consumers + 1}`;
  screen.line(`       killed ${victim} after ${leg.uniqueCount} messages, ${heir} takes its place`);
  await leg.fleet.kill(victim);
  await leg.fleet.start(heir);
};

/** What the producer let pass and thinks worth saying, such as repeated keys. */
const warningsOf = ({ complaints }: Child): readonly string[] =>
  complaints()
    .split('\n')
    .filter((line) => /^producer: (warning:|line \d|and \d)/.test(line));

/** What the reader sees of the week: a line for each queue day with one real message. */
class WeekStory {
  readonly #options: WeekOptions;
  readonly #dueById = new Map<string, EpochMs>();
  #day = 0;
  #sample: StartRecord | undefined;
  readonly #handled = new Set<string>();
  #early = 0;
  #weighedMs = 0;
  peakClientMb: number | null = null;

  constructor(options: WeekOptions) {
    this.#options = options;
  }

  tell(starts: readonly StartRecord[]): void {
    this.#weigh();
    for (const start of starts) {
      if (start.atMs < this.#dueOf(start)) this.#early += 1;
      // What a slower consumer wrote down about the day before belongs to no new day.
      if (dayOf(start.atMs) > this.#day) this.#closeDay();
      this.#day = Math.max(this.#day, dayOf(start.atMs));
      this.#handled.add(start.id);
      if (!this.#sample || start.holds >= this.#sample.holds) this.#sample = start;
    }
    const last = starts.at(-1) ?? this.#sample;
    this.#options.screen.live(
      last ? this.#summary(last.atMs) : `       publishing ${this.#options.leg.publishedCount} messages`,
    );
  }

  end(): void {
    if (this.#sample) this.#closeDay();
  }

  #closeDay(): void {
    const sample = this.#sample;
    if (!sample) return;
    const { screen, fromMs } = this.#options;
    screen.line(this.#summary(sample.atMs));
    screen.line(`           ${storyOf(sample, this.#dueOf(sample), fromMs)}`);
    this.#sample = undefined;
  }

  #summary(atMs: EpochMs): string {
    const { leg } = this.#options;
    const { figures, publishedCount } = leg;
    const handled = this.#handled.size;
    return (
      `       ${weekTime(atMs)}  waiting ${publishedCount - handled}  handled ${handled}  early ${this.#early}` +
      `  holds ${figures.holds}  calls ${paidCalls(figures.calls)}`
    );
  }

  #dueOf({ id }: StartRecord): EpochMs {
    if (!this.#dueById.has(id)) {
      const { leg, dueAtMs } = this.#options;
      for (const record of leg.records().published)
        this.#dueById.set(record.id, dueAtMs.get(record.line) ?? 0);
    }
    return this.#dueById.get(id) ?? 0;
  }

  #weigh(): void {
    const nowMs = systemClock.now();
    if (nowMs - this.#weighedMs < WEIGH_EVERY_MS) return;
    this.#weighedMs = nowMs;
    const mb = memoryMb(this.#options.leg.clientPids);
    if (mb !== undefined) this.peakClientMb = Math.max(this.peakClientMb ?? 0, mb);
  }
}
