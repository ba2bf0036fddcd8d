import { describe, expect, test } from '@jest/globals';
import { consumerProfile, VirtualClock, type QueueSettings } from '@snoozeq/core';
import {
  CONSUMER_PROFILE,
  coreModule,
  DELAY_POLICY,
  DUE_STAMP,
  DUE_TIME_READER,
  PLANNER,
  QUEUE_CLOCK,
  QUEUE_SETTINGS,
} from '@snoozeq/core/di';
import { Container } from 'inversify';
import { aDelivery, aMessage, anInput, DAY, HOUR, NOW, stamped } from '../spec-support/policy-input.js';
import { delayPolicyModule, type DelayPolicyOptions } from './index.js';

const SETTINGS: QueueSettings = {
  retentionMs: DAY,
  maxDeliveries: 9,
  maxHideMs: 6 * HOUR,
  maxMessageBytes: 1_000,
};

const containerWith = (options?: DelayPolicyOptions, settings?: Partial<QueueSettings>): Container => {
  const container = new Container();
  container.bind(QUEUE_SETTINGS).toConstantValue({ ...SETTINGS, ...settings });
  container.load(coreModule(), delayPolicyModule(options));
  container.rebind(QUEUE_CLOCK).toConstantValue(new VirtualClock(NOW));
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
  expect(containerWith().get(DUE_TIME_READER)({ in: '6h' }, NOW)).toEqual({ dueAtMs: NOW + 6 * HOUR });
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

describe('what cannot work with the settings of the queue is not handed out', () => {
  test('a planner that could plan no delay', () => {
    expect(() => containerWith({}, { maxDeliveries: 3 }).get(PLANNER)).toThrow(
      /\[misconfigured\] This producer cannot work on its queue. .*1 hold and 3 attempts need 4 deliveries and the queue allows 3/,
    );
    const options: DelayPolicyOptions = { planner: { reservedAttempts: 2 } };
    expect(containerWith(options, { maxDeliveries: 3 }).get(PLANNER)).toBeDefined();
  });

  test('a policy, of your own too, whose leases are longer than the longest hide', () => {
    const policy = () => ({ kind: 'deliver' }) as const;
    for (const options of [{}, { policy }]) {
      const container = containerWith(options, { maxHideMs: HOUR });
      container.rebind(CONSUMER_PROFILE).toConstantValue(consumerProfile({ leaseMs: 2 * HOUR }));
      expect(() => container.get(DELAY_POLICY)).toThrow(
        /\[misconfigured\] This consumer cannot work on its queue. leaseMs 7200000 \(2h\): refused/,
      );
      expect(container.get(PLANNER)).toBeDefined();
    }
  });

  test('lanes that a queue has no channels for, and options that are out of range', () => {
    const narrow = { lanes: { widthMs: 60_000 } };
    const lanes = () => containerWith({ strategy: 'lane', ...narrow }, { retentionMs: 7 * DAY });
    for (const start of [() => lanes().get(PLANNER), () => lanes().get(DELAY_POLICY)])
      expect(start).toThrow(/\[misconfigured\].*need 10083 channels and a queue has 256/);
    expect(() => containerWith({ planner: { pollers: 0 } }).get(PLANNER)).toThrow(
      /\[misconfigured\] .*pollers is 0/,
    );
  });
});

test('a producer refuses what a reader with the same horizon would not believe', () => {
  const planner = containerWith({ horizonMs: HOUR }).get(PLANNER);
  expect(planner.plan({ nowMs: NOW, dueAtMs: NOW + HOUR, sizeBytes: 1 })).toMatchObject({ kind: 'plan' });
  expect(planner.plan({ nowMs: NOW, dueAtMs: NOW + HOUR + 1, sizeBytes: 1 })).toMatchObject({
    rule: 'horizon',
  });
});

test('the stamp travels in an envelope where it is told to, and what has none is poison then', () => {
  const convention = containerWith({ stamp: 'envelope' }).get(DUE_STAMP);
  const sealed = convention.seal(
    { content: '1' },
    { id: 'i', key: 'k', attempts: 0, relays: 0, dueAtMs: NOW },
  );
  expect(sealed.properties).toBeUndefined();
  expect(convention.read(aMessage(sealed), NOW)).toMatchObject({ kind: 'stamped', content: '1' });
  expect(convention.read(aMessage({ content: '1', properties: {} }), NOW)).toMatchObject({
    kind: 'malformed',
  });
  const lenient = containerWith({ stamp: 'envelope', acceptUnstamped: true }).get(DUE_STAMP);
  expect(lenient.read(aMessage({ content: '1', properties: {} }), NOW)).toEqual({ kind: 'unstamped' });
});
