import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { CountedActivity, systemClock } from '@snoozeq/core';
import { ACTIVITY, coreModule, PROCESS_CLOCK, QUEUE_CLOCK } from '@snoozeq/core/di';
import { Container } from 'inversify';
import type { WireClock } from '../wire-clock.js';
import { wireClockModule } from './index.js';

test('replaces the queue clock and the activity that it reports, and not the process clock', () => {
  const clock = { activity: new CountedActivity('me') } as WireClock;
  const container = new Container();
  container.load(coreModule(), wireClockModule(clock));
  expect(container.get(QUEUE_CLOCK)).toBe(clock);
  expect(container.get(ACTIVITY)).toBe(clock.activity);
  expect(container.get(PROCESS_CLOCK)).toBe(systemClock);
});
