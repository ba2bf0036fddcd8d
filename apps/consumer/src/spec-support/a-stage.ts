import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  admit,
  consume,
  handle,
  seededRandom,
  settle,
  systemClock,
  type HandlerContext,
  type Producer,
} from '@snoozeq/core';
import { CONSUMER, HANDLER, PRODUCER, QUEUE_CLOCK } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { startEmulator } from '@snoozeq/emulator';
import { openApp, queueOptions, stampOf, type OpenApp } from '@snoozeq/producer-app/shell';
import { createOciTransport } from '@snoozeq/transport-oci';
import { clockControl } from '@snoozeq/wire-clock';
import { lastValueFrom, pipe, Subject } from 'rxjs';
import { compose } from '../compose.js';
import type { ConsumerConfig } from '../config.js';

const DEFAULTS = {
  ...{ name: 'consumer', lane: 'ready', concurrency: 10, strategy: 'hold' as const },
  ...{ policy: true, quiet: true, drainMs: 0 },
};

interface Handled {
  readonly key: string;
  readonly holds: number;
  readonly atMs: number;
  readonly lateMs: number;
}

/** An emulator whose clock stands still, with a queue of seven days, and the apps on it as they are shipped. */
export const aStage = async (transport: 'oci' | 'stomp' | 'hybrid') => {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-stage-'));
  const callLogFile = join(folder, 'calls.ndjson');
  const random = seededRandom(1);
  const emulator = await startEmulator({ credentialsDir: folder, callLogFile, random, stomp: { port: 0 } });
  const { origin } = emulator;
  const queueId = await emulator.defineQueue({ displayName: 'reminders', retentionInSeconds: 604_800 });
  const configFile = emulator.credentials?.configFile ?? '';
  const stompFile = join(folder, 'stomp.json');
  writeFileSync(stompFile, JSON.stringify(emulator.stomp));
  const options = queueOptions({
    ...{ transport, queue: queueId, adminEndpoint: origin, config: configFile, clock: origin },
    ...(transport === 'oci' ? {} : { stomp: stompFile }),
  });
  const clock = clockControl(origin);
  await clock.freeze();
  const rest = createOciTransport({
    ...{ queueId, endpoint: origin, credentials: { configFile }, processClock: systemClock, random },
  });
  const stops: (() => Promise<void>)[] = [];
  return {
    clock,
    rest,
    /** The producer over the same transport. */
    producer: (): Promise<OpenApp<Producer<unknown>>> =>
      openApp('producer', options, (container) => {
        container.load(delayPolicyModule({ stamp: stampOf(options.place) }));
        return container.get(PRODUCER);
      }),
    consumer: async (more: Partial<ConsumerConfig> = {}) => {
      const consumer = await startConsumer({ ...DEFAULTS, ...options, ...more });
      stops.push(consumer.stop);
      return consumer.handled;
    },
    /** Every consumer, in an orderly way. */
    stop: async () => {
      for (const stop of stops.splice(0)) await stop();
    },
    stats: () => rest.stats(),
    /** Operations of the emulator's call log that brought or took messages. */
    calls: () =>
      readFileSync(callLogFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly op?: string; readonly messages?: number })
        .filter(({ op, messages = 0 }) => op !== undefined && messages > 0),
    close: async () => {
      for (const stop of stops.splice(0)) await stop();
      await rest.close();
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };
};

const startConsumer = async (config: ConsumerConfig) => {
  const { container, clock } = await compose(config);
  const handled: Handled[] = [];
  const close = async (): Promise<void> => {
    await container.unbindAllAsync();
    await clock?.close();
  };
  const queueClock = container.get(QUEUE_CLOCK);
  const note = (_body: unknown, { key, holds, dueAtMs = Number.NaN }: HandlerContext): void => {
    const atMs = queueClock.now();
    handled.push({ key, holds, atMs, lateMs: atMs - dueAtMs });
  };
  container.rebind(HANDLER).toConstantValue({ handle: note });
  try {
    const consumer = container.get(CONSUMER);
    const stop$ = new Subject<void>();
    const pipeline = pipe(admit(consumer), handle(consumer, container.get(HANDLER)), settle(consumer));
    const ended = lastValueFrom(consume(consumer, pipeline, { stop$ }), { defaultValue: undefined });
    return {
      handled,
      stop: async () => {
        stop$.next();
        await ended;
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};
