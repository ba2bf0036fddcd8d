import type { DurationMs, EpochMs } from '@snoozeq/core';
import { SkippingClock } from '../clock/emulator-clock.js';
import type { EmulatorOptions } from '../emulator-options.js';
import type { QueueDefinition } from '../setup/queue-definition.js';
import { startEmulator, type Emulator } from '../start-emulator.js';
import { frameworkHooks, type Hooks } from './hooks.js';

export interface UseEmulatorOptions extends Omit<EmulatorOptions, 'clock'> {
  /** Settings of the queue that each test gets; default: those of the service. */
  readonly queue?: Omit<QueueDefinition, 'id' | 'displayName'>;
  /** Where queue time begins; default: now. */
  readonly startMs?: EpochMs;
  /** Default: `beforeAll` and the others that Jest and its relatives make global. */
  readonly hooks?: Hooks;
}

/** The time of the queues, in the hands of a test. It stands still unless it is told to move. */
export interface TestTime {
  now(): EpochMs;
  /** Everything on the way happens at its own instant; resolves when what it set off is over. */
  advance(durationMs: DurationMs): Promise<void>;
  /** To the next lapse, expiry or timer; resolves with how far that was, 0 when there is none. */
  next(): Promise<DurationMs>;
  /** Lets time run like any other, or stand still again. */
  run(isRunning: boolean): Promise<void>;
}

/** What a test has of the emulator. Reading it outside of tests and hooks throws. */
export interface EmulatorInTests {
  /** Endpoint for clients of both planes. */
  readonly origin: string;
  /** OCI config file and profile with which any SDK signs. */
  readonly configFile: string;
  readonly profile: string;
  /** The queue of the test that is running, new and empty. */
  readonly queueId: string;
  readonly clock: TestTime;
  readonly emulator: Emulator;
}

/**
 * One emulator for the tests of this file or block, and a fresh queue for each of them. Call it where tests are declared.
 *
 * @throws Error when the test framework has no global hooks and none are passed
 */
export const useEmulator = (options: UseEmulatorOptions = {}): EmulatorInTests => {
  const { hooks = frameworkHooks(), queue, startMs, ...emulatorOptions } = options;
  let clock: SkippingClock | undefined;
  let emulator: Emulator | undefined;
  let queueId: string | undefined;
  let count = 0;

  hooks.beforeAll(async () => {
    clock = new SkippingClock({ isFrozen: true, ...(startMs !== undefined && { startMs }) });
    emulator = await startEmulator({ ...emulatorOptions, clock });
  });
  hooks.beforeEach(async () => {
    count += 1;
    queueId = await inTests(emulator).defineQueue({ ...queue, displayName: `test-${count}` });
  });
  hooks.afterEach(() => {
    if (queueId === undefined) return;
    emulator?.queues.delete(queueId);
    queueId = undefined;
  });
  hooks.afterAll(async () => {
    await emulator?.close();
    clock?.close();
  });

  return {
    get origin() {
      return inTests(emulator).origin;
    },
    get configFile() {
      return inTests(emulator).credentials?.configFile ?? '';
    },
    get profile() {
      return inTests(emulator).credentials?.profile ?? '';
    },
    get queueId() {
      return inTests(queueId);
    },
    get emulator() {
      return inTests(emulator);
    },
    clock: {
      now: () => inTests(clock).now(),
      advance: async (durationMs) => {
        await inTests(clock).travel((nowMs) => nowMs + durationMs);
      },
      next: () => inTests(clock).travel(() => undefined),
      run: (isRunning) => inTests(clock).steer({ isFrozen: !isRunning }),
    },
  };
};

const inTests = <T>(value: T | undefined): T => {
  if (value !== undefined) return value;
  throw new Error('The emulator is not there yet. Use it in tests and hooks, not where they are declared.');
};
