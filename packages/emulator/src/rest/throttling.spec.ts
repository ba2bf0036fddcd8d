import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';
import type { LimitOverrides } from '../limits/limits.js';

let t: TestEmulator;
let realClock: VirtualClock;
let queue: QueueCalls;
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => t.close());

const start = async (limits: LimitOverrides, details: object = {}): Promise<void> => {
  realClock = new VirtualClock();
  t = await startTestEmulator({ auth: 'off', realClock, limits });
  queue = queueCalls(t, await t.createQueue(details));
};
const TOO_MANY = { statusCode: 429, serviceCode: 'TooManyRequests' };

describe('requests per second', () => {
  test('beyond the limit of one operation are throttled, those of others are not (F1.request-rate, F5.throttled)', async () => {
    await start({ requestRate: 3 });
    for (let call = 0; call < 3; call++) await queue.put('a');
    const refusal = await refusalOf(queue.put('a'));
    expect(refusal).toMatchObject(TOO_MANY);
    expect(refusal.message).toMatch(/more than 3 PutMessages requests in a second/);
    expect(await queue.stats()).toMatchObject({ queue: { visibleMessages: 3 } });
    const other = queueCalls(t, await t.createQueue());
    await other.put('a');
  });

  test('are counted in real time: the clock of the queues changes nothing (F1.request-rate)', async () => {
    await start({ requestRate: 1 });
    await queue.put('a');
    t.clock.runFor(60_000);
    expect(await refusalOf(queue.put('b'))).toMatchObject(TOO_MANY);
    await realClock.advanceBy(1_000);
    await queue.put('b');
  });

  test('have no bound when it is switched off', async () => {
    await start({ requestRate: 'off' });
    await Promise.all(Array.from({ length: 30 }, () => queue.put('a')));
  });
});

describe('bytes per second', () => {
  test('beyond the rate into a queue are throttled until it has caught up (F1.throughput)', async () => {
    await start({ inRate: 1_000 });
    await queue.put('x'.repeat(2_500));
    const refusal = await refusalOf(queue.put('a'));
    expect(refusal).toMatchObject(TOO_MANY);
    expect(refusal.message).toMatch(/more than 1000 bytes in a second/);
    await realClock.advanceBy(1_600);
    await queue.put('a');
  });

  test('beyond the rate out of a queue are throttled, and lease nothing (F1.throughput)', async () => {
    await start({ outRate: 1_000 });
    await queue.put('x'.repeat(2_500), 'y');
    expect(await queue.get({ limit: 1 })).toHaveLength(1);
    expect(await refusalOf(queue.get())).toMatchObject(TOO_MANY);
    await realClock.advanceBy(1_600);
    expect(only(await queue.get())).toMatchObject({ content: 'y', deliveryCount: 1 });
  });

  test('of one channel are its share of the rate, the other channels have theirs (F1.channel-consumption)', async () => {
    await start({ inRate: 10_000, outRate: 10_000 }, { channelConsumptionLimit: 10 });
    await queue.putTo('a', 'x'.repeat(1_500));
    const refusal = await refusalOf(queue.putTo('a', 'x'));
    expect(refusal).toMatchObject(TOO_MANY);
    expect(refusal.message).toMatch(/channel moves more than 1000 bytes .*channelConsumptionLimit/);
    await queue.putTo('b', 'x');
    await queue.put('unnamed');
    await queue.get({ channelFilter: 'a', visibilityInSeconds: 0 });
    expect(await refusalOf(queue.get({ channelFilter: 'a' }))).toMatchObject(TOO_MANY);
    expect(await queue.get({ channelFilter: 'b' })).toHaveLength(1);
  });
});

test('gets that are open at the same time are bounded, and make room when they end (F1.concurrent-gets)', async () => {
  await start({ concurrentGets: 2 });
  const polls = [queue.get({ timeoutInSeconds: 30 }), queue.get({ timeoutInSeconds: 30 })];
  await t.clock.untilWaiting(2);
  const refusal = await refusalOf(queue.get());
  expect(refusal).toMatchObject(TOO_MANY);
  expect(refusal.message).toMatch(/has 2 gets open/);
  await queue.put('a');
  t.clock.runFor(30_000);
  await Promise.all(polls);
  await t.clock.untilQuiet();
  expect(await queue.get()).toEqual([]);
});
