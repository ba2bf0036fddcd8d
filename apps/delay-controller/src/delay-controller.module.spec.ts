import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import type { QueueSettings } from '@snoozeq/core';
import { coreModule, QUEUE_SETTINGS } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { memoryTransportModule } from '@snoozeq/transport-memory/di';
import { Container } from 'inversify';
import { DELAY_CONTROLLER, delayControllerModule } from './index.js';

const HOUR_MS = 3_600_000;

const containerWith = (settings: Partial<QueueSettings> = {}): Container => {
  const container = new Container();
  const usual = {
    retentionMs: 168 * HOUR_MS,
    maxDeliveries: 0,
    maxHideMs: 12 * HOUR_MS,
    maxMessageBytes: 1_000,
  };
  container.bind(QUEUE_SETTINGS).toConstantValue({ ...usual, ...settings });
  // Other producers of this container use lanes.
  container.load(coreModule(), delayPolicyModule({ strategy: 'lane' }), memoryTransportModule());
  container.load(delayControllerModule());
  return container;
};

test('plans as a controller, whatever the strategy of the container is', () => {
  const controller = containerWith().get(DELAY_CONTROLLER);
  expect(
    controller.check([
      { body: 1, in: '12h' },
      { body: 1, in: '13h' },
    ]),
  ).toEqual([expect.objectContaining({ kind: 'refused', index: 1 })]);
});

test('does not start on a queue where no delay fits', () => {
  expect(() => containerWith({ maxDeliveries: 3 }).get(DELAY_CONTROLLER)).toThrow(
    /\[misconfigured\] This producer cannot work on its queue. .*1 hold and 3 attempts need 4 deliveries/,
  );
});
