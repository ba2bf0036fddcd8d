import { describe, expect, jest, test } from '@jest/globals';
import type { ConsumerEvent } from '@snoozeq/core';
import { consumeStage, DAY_MS, HOUR_MS } from './spec-support/consume-stage.js';

// Days of idle polls take a second; a machine under load may need more than Jest allows by default.
jest.setTimeout(60_000);

const holdsIn = (events: readonly ConsumerEvent[]): number =>
  events.filter((event) => event.kind === 'settled' && event.settled.settlement.kind === 'hold').length;

/** How late a handler started. A hop may leave 20 ms after it was decided: so long may an incomplete batch gather. */
const latenessMs = (atMs: number | undefined, dueAtMs: number): number => (atMs ?? Number.NaN) - dueAtMs;
const expectOnTime = (lateMs: number): void => {
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThanOrEqual(20);
};

describe('a delayed message is handled once, when it is due', () => {
  test.each([
    { delay: '1ms', delayMs: 1, holds: 0 },
    { delay: '999ms', delayMs: 999, holds: 0 },
    { delay: '1s', delayMs: 1_000, holds: 0 },
    { delay: '1s1ms', delayMs: 1_001, holds: 1 },
    { delay: '90s500ms', delayMs: 90_500, holds: 1 },
    { delay: '12h', delayMs: 12 * HOUR_MS, holds: 1 },
    { delay: '12h1ms', delayMs: 12 * HOUR_MS + 1, holds: 1 },
    { delay: '1d', delayMs: DAY_MS, holds: 2 },
    { delay: '3d', delayMs: 3 * DAY_MS, holds: 6 },
    { delay: '3d9h', delayMs: 81 * HOUR_MS, holds: 7 },
    { delay: '6d23h', delayMs: 167 * HOUR_MS, holds: 14 },
  ])('$delay: after $holds holds', async ({ delay, delayMs, holds }) => {
    const stage = consumeStage();
    const consumer = stage.consumer();
    const dueAtMs = stage.clock.now() + delayMs;
    const sent = await stage.producer.send('a', { in: delay });
    await stage.clock.advanceTo(dueAtMs - 1);
    expect(stage.starts).toEqual([]);
    await stage.clock.advanceTo(dueAtMs + 60_000);
    expect(stage.starts).toMatchObject([{ name: 'a', context: { attempt: 1, holds, dueAtMs, id: sent.id } }]);
    expectOnTime(latenessMs(stage.starts[0]?.atMs, dueAtMs));
    expect(holdsIn(consumer.events)).toBe(holds);
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test.each([-5, 5])('on a host whose clock is %i minutes ahead, too', async (minutes) => {
    const stage = consumeStage();
    stage.consumer({ skewMs: minutes * 60_000 });
    const dueAtMs = stage.clock.now() + 3 * DAY_MS + 123;
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceTo(dueAtMs + 60_000);
    expect(stage.starts).toMatchObject([{ context: { attempt: 1, holds: 6 } }]);
    expectOnTime(latenessMs(stage.starts[0]?.atMs, dueAtMs));
  });

  test('published before any consumer was there', async () => {
    const stage = consumeStage();
    const dueAtMs = stage.clock.now() + 3 * DAY_MS;
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceBy(DAY_MS);
    stage.consumer();
    await stage.clock.advanceTo(dueAtMs + 60_000);
    expect(stage.starts).toMatchObject([{ context: { attempt: 1 } }]);
    expectOnTime(latenessMs(stage.starts[0]?.atMs, dueAtMs));
  });

  test('undelayed messages are handled at once, whatever sleeps beside them', async () => {
    const stage = consumeStage();
    stage.consumer();
    await stage.producer.sendAll(Array.from({ length: 50 }, (_, index) => ({ body: `s${index}`, in: '2d' })));
    const atMs = stage.clock.now();
    await stage.producer.send('now');
    await stage.clock.advanceBy(1_000);
    expect(stage.starts).toMatchObject([{ name: 'now', atMs }]);
    expect(stage.starts[0]?.context).not.toHaveProperty('dueAtMs');
  });
});

test('a consumer that was away is late by as long as it was away, and the message keeps its attempts', async () => {
  const stage = consumeStage();
  const dueAtMs = stage.clock.now() + 3 * DAY_MS;
  const first = stage.consumer();
  await stage.producer.send('a', { dueAt: dueAtMs });
  await stage.clock.advanceBy(DAY_MS + HOUR_MS);
  first.kill();
  await stage.clock.advanceTo(dueAtMs + HOUR_MS);
  stage.consumer();
  await stage.clock.advanceBy(60_000);
  expect(stage.starts).toMatchObject([{ atMs: dueAtMs + HOUR_MS, context: { attempt: 1 } }]);
});
