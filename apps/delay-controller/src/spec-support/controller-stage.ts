import {
  admit,
  consume,
  consumerProfile,
  consumerRuntime,
  CountedActivity,
  handle,
  jsonCodec,
  seededRandom,
  settle,
  VirtualClock,
  type ConsumerEvent,
  type DurationMs,
  type EpochMs,
  type HandlerContext,
  type OutgoingMessage,
  type QueueTransport,
} from '@snoozeq/core';
import { defaultPolicy, dueStampV1, plannerOf, readDueTime } from '@snoozeq/delay-policy';
import { createMemoryQueue, type MemoryQueue } from '@snoozeq/transport-memory';
import type { ControllerEvent } from '../controller-event.js';
import type { ControllerReport } from '../controller-report.js';
import { DelayController, type ListItem, type RunOptions } from '../delay-controller.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

interface Start {
  readonly key: string;
  readonly atMs: EpochMs;
  readonly context: HandlerContext;
}

export interface ControllerStage {
  readonly clock: VirtualClock;
  readonly queue: MemoryQueue;
  readonly activity: CountedActivity;
  /** Every event of every run, in order. */
  readonly events: ControllerEvent[];
  /** Every start of a handler of every consumer. */
  readonly starts: Start[];
  readonly convention: ReturnType<typeof dueStampV1>;
  /** Runs a controller; time passes by itself until it has ended. */
  delay(list: readonly ListItem[], options?: RunOptions): Promise<ControllerReport>;
  /** Starts one, and leaves time alone. */
  begin(list: readonly ListItem[], options?: RunOptions): Promise<ControllerReport>;
  /** Competing consumers that run the default gate. Returns what they do. */
  consumers(count: number): { readonly events: readonly ConsumerEvent[]; readonly kill: () => void };
  /** Stores messages that are not of any list. */
  foreign(count: number, message?: Partial<OutgoingMessage>): Promise<void>;
  until<T>(promise: Promise<T>): Promise<T>;
}

export interface StageOptions {
  readonly maxDeliveries?: number;
  /** Wraps the controller's connection to the queue. */
  readonly over?: (transport: QueueTransport) => QueueTransport;
}

/** One queue in this process, a controller and as many consumers as you like, all on one virtual clock. */
export const controllerStage = ({ maxDeliveries = 0, over }: StageOptions = {}): ControllerStage => {
  const clock = new VirtualClock();
  const retentionMs = 7 * 24 * HOUR_MS;
  const settings = { retentionMs, maxDeliveries, maxHideMs: 12 * HOUR_MS, maxMessageBytes: 262_144 };
  const queue = createMemoryQueue({ clock, random: seededRandom(1), settings });
  const convention = dueStampV1(settings);
  const activity = new CountedActivity('spec');
  const events: ControllerEvent[] = [];
  const starts: Start[] = [];
  const connection = queue.connect();
  const shared = { convention, queueClock: clock, processClock: clock, activity, maxDeliveries };
  const controller = new DelayController({
    ...shared,
    transport: over?.(connection) ?? connection,
    planner: plannerOf('controller', settings),
    readDueTime,
    codec: jsonCodec(),
    random: seededRandom(2),
  });
  const begin: ControllerStage['begin'] = (list, options) =>
    controller.run(list, { onEvent: (event) => events.push(event), ...options });
  const until = async <T>(promise: Promise<T>): Promise<T> => {
    let isOver = false;
    const end = (): void => void (isOver = true);
    promise.then(end, end);
    for (let seconds = 0; !isOver && seconds < 3_600; seconds += 1) await clock.advanceBy(1_000);
    return promise;
  };
  const consumer = (number: number): { events: readonly ConsumerEvent[]; kill: () => void } => {
    const consumed: ConsumerEvent[] = [];
    const transport = queue.connect();
    const runtime = consumerRuntime({
      ...shared,
      transport,
      policy: defaultPolicy(),
      profile: consumerProfile(),
      random: seededRandom(10 + number),
      events: (event) => consumed.push(event),
    });
    const handler = {
      handle: (_body: unknown, context: HandlerContext): void =>
        void starts.push({ key: context.key, atMs: clock.now(), context }),
    };
    const consuming = consume(runtime, (delivery$) =>
      delivery$.pipe(admit(runtime), handle(runtime, handler), settle(runtime)),
    ).subscribe({ error: () => undefined });
    const kill = (): void => {
      consuming.unsubscribe();
      void transport.close();
    };
    return { events: consumed, kill };
  };
  return {
    ...{ clock, queue, activity, events, starts, convention, begin, until },
    delay: (list, options) => until(begin(list, options)),
    consumers: (count) => {
      const all = Array.from({ length: count }, (_, number) => consumer(number));
      return {
        get events() {
          return all.flatMap((one) => one.events);
        },
        kill: () => all.forEach(({ kill }) => kill()),
      };
    },
    foreign: async (count, message) => {
      const other = queue.connect();
      for (let sent = 0; sent < count; sent += 1)
        await other.send([{ content: `"foreign ${sent}"`, lane: 'ready', ...message }]);
    },
  };
};

/** `count` messages with keys k0, k1 …, `delayMs` from now. */
export const listOf = (count: number, delayMs: DurationMs | ((index: number) => DurationMs)): ListItem[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `k${index}`,
    body: { index },
    in: typeof delayMs === 'number' ? delayMs : delayMs(index),
  }));
