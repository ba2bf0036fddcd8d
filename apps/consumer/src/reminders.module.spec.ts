import 'reflect-metadata';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  coreModule,
  CONSUMER_PROFILE,
  DELAY_POLICY,
  EVENT_SINK,
  HANDLER,
  JOURNAL,
  QUEUE_SETTINGS,
} from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { Container } from 'inversify';
import type { ConsumerConfig } from './config.js';
import { ReminderHandler } from './reminder-handler.js';
import { remindersModule } from './reminders.module.js';
import { aContext } from './spec-support/a-context.js';

const CONFIG: ConsumerConfig = {
  place: { transport: 'memory' },
  name: 'consumer-1',
  lane: 'ready',
  concurrency: 4,
  strategy: 'hold',
  policy: true,
  quiet: true,
};

const containerOf = (overrides: Partial<ConsumerConfig> = {}): Container => {
  const container = new Container();
  const settings = {
    retentionMs: 604_800_000,
    maxDeliveries: 20,
    maxHideMs: 43_200_000,
    maxMessageBytes: 1_000,
  };
  container.bind(QUEUE_SETTINGS).toConstantValue(settings);
  container.load(coreModule(), delayPolicyModule(), remindersModule({ ...CONFIG, ...overrides }));
  return container;
};

test('binds the handler, and the settings from the command line', () => {
  const container = containerOf();
  expect(container.get(HANDLER)).toBeInstanceOf(ReminderHandler);
  expect(container.get(CONSUMER_PROFILE)).toMatchObject({ lanes: ['ready'], concurrency: 4, drainMs: 1_000 });
});

const NOT_DUE = {
  delivery: aContext().delivery,
  reading: { kind: 'stamped', stamp: { id: 'i', key: 'k', dueAtMs: 900_000, attempts: 0, relays: 0 } },
  counters: { attempt: 1, holds: 0, attemptsLeft: 19 },
  nowMs: 0,
  limits: { maxHideMs: 43_200_000, hideStepMs: 1_000, leaseMs: 30_000, maxDeliveries: 20 },
} as const;

test.each([
  ['holds what is not due', true, 'hold'],
  ['delivers at once as the control', false, 'deliver'],
])('%s', (_name, policy, kind) => {
  expect(containerOf({ policy }).get(DELAY_POLICY)(NOT_DUE).kind).toBe(kind);
});

test('records starts when it is told where', () => {
  const starts = join(mkdtempSync(join(tmpdir(), 'module-')), 'starts.ndjson');
  const [sink] = containerOf({ starts }).getAll(EVENT_SINK);
  sink?.({ kind: 'started', context: aContext(), nowMs: 0 });
  expect(readFileSync(starts, 'utf8')).toContain('"consumer":"consumer-1"');
});

test('keeps a journal when it is told where', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'module-')), 'journal');
  await containerOf({ journal: folder }).get(JOURNAL).append([]);
  const entry = { kind: 'unsent', as: 'failed', reason: 'timeout' } as const;
  await containerOf({ journal: folder })
    .get(JOURNAL)
    .append([{ id: 'i', key: 'k', atMs: 0, by: 'c', ...entry }]);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(containerOf().isBound(JOURNAL)).toBe(false);
});
