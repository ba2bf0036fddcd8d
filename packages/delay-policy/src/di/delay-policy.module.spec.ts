import { expect, test } from '@jest/globals';
import type { QueueSettings } from '@snoozeq/core';
import { DELAY_POLICY, DUE_STAMP, DUE_TIME_READER, PLANNER, QUEUE_SETTINGS } from '@snoozeq/core/di';
import { Container } from 'inversify';
import { aDelivery, aMessage, anInput, DAY, HOUR, NOW, stamped } from '../spec-support/policy-input.js';
import { delayPolicyModule, type DelayPolicyOptions } from './index.js';

const SETTINGS: QueueSettings = {
  retentionMs: DAY,
  maxDeliveries: 9,
  maxHideMs: 6 * HOUR,
  maxMessageBytes: 1_000,
};

const containerWith = (options?: DelayPolicyOptions): Container => {
  const container = new Container();
  container.bind(QUEUE_SETTINGS).toConstantValue(SETTINGS);
  container.load(delayPolicyModule(options));
  return container;
};

test('binds stamp, policy and planner to the settings of the queue', () => {
  const container = containerWith();
  const reading = stamped({ dueAtMs: NOW + 12 * HOUR });
  expect(container.get(DUE_STAMP).count(aDelivery({ deliveryCount: 4 }), reading)).toEqual({
    attempt: 2,
    holds: 2,
    attemptsLeft: 3,
  });
  expect(container.get(DELAY_POLICY)(anInput({ reading }))).toMatchObject({ kind: 'hold' });
  const request = { nowMs: NOW, dueAtMs: NOW + 12 * HOUR, sizeBytes: 1 };
  expect(container.get(PLANNER).plan(request)).toMatchObject({ kind: 'plan', holds: 2 });
});

test('binds the reader of due times', () => {
  expect(containerWith().get(DUE_TIME_READER)({ in: '6h' }, NOW)).toBe(NOW + 6 * HOUR);
});

test('hands its options on', () => {
  const container = containerWith({ horizonMs: HOUR, maxAttempts: 1, planner: { lane: 'later' } });
  const properties = { 'snoozeq-id': 'i', 'snoozeq-due-at': '2026-01-05T01:00:00.001Z' };
  expect(container.get(DUE_STAMP).read(aMessage({ properties }), NOW)).toMatchObject({ kind: 'malformed' });
  expect(container.get(DELAY_POLICY)(anInput({ failure: { error: 1 } }))).toMatchObject({
    kind: 'dead-letter',
  });
  expect(container.get(PLANNER).plan({ nowMs: NOW, dueAtMs: NOW, sizeBytes: 1 })).toMatchObject({
    lane: 'later',
  });
});

test('takes a policy of your own', () => {
  const policy = () => ({ kind: 'drop', reason: 'mine' }) as const;
  expect(containerWith({ policy }).get(DELAY_POLICY)(anInput())).toEqual({ kind: 'drop', reason: 'mine' });
});
