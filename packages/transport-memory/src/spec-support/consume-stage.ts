import {
  admit,
  consume,
  consumerProfile,
  consumerRuntime,
  CountedActivity,
  handle,
  jsonCodec,
  type Clock,
  type ConsumerEvent,
  type ConsumerProfile,
  type ConsumerRuntime,
  type DelayPolicy,
  type DurationMs,
  type EpochMs,
  fenced,
  type Fence,
  type HandlerContext,
  type HandlerResult,
  type LaneCalendar,
  type Producer,
  type QueueInspection,
  queueProducer,
  type QueueTransport,
  seededRandom,
  settle,
  type Settled,
  VirtualClock,
} from '@snoozeq/core';
import {
  defaultPolicy,
  dueStampV1,
  plannerOf,
  readDueTime,
  strategyOf,
  type StrategyChoice,
} from '@snoozeq/delay-policy';
import { NEVER, type Observable } from 'rxjs';
import { createMemoryQueue, type MemoryQueue } from '../memory-queue.js';
import type { MemoryTransport } from '../memory-transport.js';

export const SECOND_MS = 1_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** One start of a handler. */
interface Start {
  readonly name: string;
  readonly atMs: EpochMs;
  readonly context: HandlerContext;
}

interface ConsumerOptions {
  readonly work?: (start: Start) => HandlerResult;
  readonly policy?: DelayPolicy;
  readonly profile?: Partial<ConsumerProfile>;
  /** How far the host's clock is ahead of the queue's. */
  readonly skewMs?: DurationMs;
  /** Wraps the connection to the queue. */
  readonly over?: (transport: QueueTransport) => QueueTransport;
  /** Wraps what it looks at the queue with. */
  readonly looking?: (transport: MemoryTransport) => QueueInspection;
  readonly stop$?: Observable<unknown>;
  /** Around its handler. */
  readonly fence?: Fence;
}

/** A consumer that polls. */
interface Consumer {
  readonly runtime: ConsumerRuntime;
  readonly settled: Settled[];
  readonly events: ConsumerEvent[];
  /** What ended it: an error, or 'complete'. */
  readonly errors: unknown[];
  /** Ends it as a crash does: nothing in hand is settled, and no further call reaches the queue. */
  kill(): void;
}

export interface ConsumeStage {
  readonly clock: VirtualClock;
  readonly queue: MemoryQueue;
  readonly producer: Producer<unknown>;
  readonly convention: ReturnType<typeof dueStampV1>;
  /** Every start of a handler of every consumer, in order. */
  readonly starts: Start[];
  consumer(options?: ConsumerOptions): Consumer;
  /** Starts of the handlers of one message. */
  startsOf(name: string): readonly Start[];
}

export interface StageSettings {
  readonly retentionMs?: DurationMs;
  readonly maxDeliveries?: number;
  /** How messages wait. Default `hold`. */
  readonly strategy?: StrategyChoice;
  /** By how much full hops may be shortened. Default 0. */
  readonly spreadMs?: DurationMs;
  /** With one, messages wait in due lanes. */
  readonly calendar?: LaneCalendar;
  /** Wraps the connection of the producer. */
  readonly over?: (transport: QueueTransport) => QueueTransport;
}

/** One queue in this process, a producer and as many consumers as you like, all on one virtual clock. Bodies are names. */
export const consumeStage = ({
  retentionMs = 7 * DAY_MS,
  maxDeliveries = 0,
  strategy = 'hold',
  spreadMs = 0,
  calendar: ownCalendar,
  over: overProducer = (transport) => transport,
}: StageSettings = {}): ConsumeStage => {
  const clock = new VirtualClock();
  const settings = { retentionMs, maxDeliveries, maxHideMs: 12 * HOUR_MS, maxMessageBytes: 262_144 };
  const queue = createMemoryQueue({
    clock,
    random: seededRandom(1),
    settings: { retentionMs, maxDeliveries },
  });
  const convention = dueStampV1({ ...settings, spreadMs });
  const chosen = strategyOf(strategy, settings, { spreadMs });
  const calendar = ownCalendar ?? chosen.calendar;
  const starts: Start[] = [];
  const producer = queueProducer<unknown>({
    transport: overProducer(queue.connect()),
    planner: ownCalendar ? plannerOf('lane', settings, { lanes: { calendar: ownCalendar } }) : chosen.planner,
    convention,
    readDueTime,
    codec: jsonCodec(),
    queueClock: clock,
    processClock: clock,
    random: seededRandom(2),
  });
  const consumer = ({
    work = () => undefined,
    policy,
    profile,
    skewMs = 0,
    over,
    looking = (transport) => transport,
    stop$ = NEVER,
    fence,
  }: ConsumerOptions = {}): Consumer => {
    const connection = queue.connect();
    const events: ConsumerEvent[] = [];
    const runtime = consumerRuntime({
      transport: over?.(connection) ?? connection,
      policy: policy ?? (ownCalendar ? defaultPolicy({ calendar: ownCalendar }) : chosen.policy),
      ...(calendar && { calendar, inspection: looking(connection) }),
      convention,
      // The longest poll: on a virtual clock, most of the work of a week is idle polls.
      profile: consumerProfile({ waitMs: 30_000, ...profile }),
      maxDeliveries,
      queueClock: aheadOf(clock, skewMs),
      processClock: clock,
      random: seededRandom(3),
      activity: new CountedActivity('spec'),
      events: (event) => events.push(event),
    });
    const [settled, errors]: [Settled[], unknown[]] = [[], []];
    const handler = {
      handle: (name: string, context: HandlerContext): HandlerResult => {
        const start = { name, context, atMs: clock.now() };
        starts.push(start);
        return work(start);
      },
    };
    const handling = handle<string>(runtime, handler);
    const guarded = fence ? fenced(runtime, fence)(handling) : handling;
    const consuming = consume(
      runtime,
      (delivery$) => delivery$.pipe(admit(runtime), guarded, settle(runtime)),
      { stop$ },
    ).subscribe({
      next: (one) => settled.push(one),
      error: (error: unknown) => errors.push(error),
      complete: () => errors.push('complete'),
    });
    const kill = (): void => {
      consuming.unsubscribe();
      void connection.close();
    };
    return { runtime, settled, events, errors, kill };
  };
  const startsOf = (name: string): readonly Start[] => starts.filter((start) => start.name === name);
  return { clock, queue, producer, convention, starts, consumer, startsOf };
};

/** The same passing of time, read from a host that was set wrong. */
const aheadOf = (clock: Clock, skewMs: DurationMs): Clock => ({
  now: () => clock.now() + skewMs,
  schedule: (atMs, task) => clock.schedule(atMs - skewMs, task),
});

/** Waits on the clock of the stage, as a handler that works for a while does. */
export const workFor = ({ clock }: ConsumeStage, durationMs: DurationMs): Promise<void> =>
  new Promise((resolve) => void clock.schedule(clock.now() + durationMs, resolve));
