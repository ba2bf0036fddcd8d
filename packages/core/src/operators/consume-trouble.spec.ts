import { describe, expect, test } from '@jest/globals';
import type { ConsumerProfile } from '../consumer/consumer-profile.js';
import { QueueError, type QueueErrorCode } from '../errors.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { NOW_MS } from '../spec-support/deliveries.js';
import { consume } from './consume.js';
import { EMPTY, switchMap } from 'rxjs';

const consuming = (profile: Partial<ConsumerProfile> = {}) => {
  const stage = aConsumer(profile);
  const errors: unknown[] = [];
  const subscription = consume(
    stage.runtime,
    switchMap(() => EMPTY),
  ).subscribe({
    error: (error: unknown) => errors.push(error),
  });
  const fail = async (code: QueueErrorCode = 'unavailable', retryAfterMs?: number): Promise<void> => {
    stage.transport.fail(new QueueError(code, 'no', retryAfterMs === undefined ? {} : { retryAfterMs }));
    await quiet();
  };
  return { ...stage, fail, errors, subscription };
};

const PASSING: readonly QueueErrorCode[] = ['throttled', 'unavailable', 'timeout', 'conflict'];
const FINAL: readonly QueueErrorCode[] = [
  'unauthorised',
  'not-found',
  'malformed',
  'closed',
  'misconfigured',
];

describe('a service that is down is not asked in a hot loop', () => {
  test.each(PASSING)('%s: after an hour it has been asked 130 times, and 240 times at most', async (code) => {
    const { transport, clock, fail, errors } = consuming();
    while (clock.now() < NOW_MS + 3_600_000) {
      await fail(code);
      await clock.advanceTo(clock.nextTimerMs ?? Number.POSITIVE_INFINITY);
    }
    // Without chance, which is 0 here, each back-off is half of what it may be.
    expect(transport.requests.length).toBeGreaterThan(130);
    expect(transport.requests.length).toBeLessThan(250);
    expect(errors).toEqual([]);
  });

  test('what throws anything else counts as down', async () => {
    const { transport, clock } = consuming();
    transport.fail(new TypeError('fetch failed'));
    await quiet();
    expect(transport.openPolls).toBe(0);
    await clock.advanceBy(100);
    expect(transport.openPolls).toBe(1);
  });

  test.each(FINAL)('%s ends the stream at once, and tells why', async (code) => {
    const { transport, fail, errors } = consuming({ pollers: 2 });
    await fail(code);
    expect(errors).toEqual([expect.objectContaining({ code })]);
    expect(transport.openPolls).toBe(0);
  });

  test('a throttling service is left alone for as long as it asks', async () => {
    const { transport, clock, fail } = consuming();
    await fail('throttled', 45_000);
    await clock.advanceBy(44_999);
    expect(transport.openPolls).toBe(0);
    await clock.advanceBy(1);
    expect(transport.openPolls).toBe(1);
  });
});

describe('ten pollers press it no harder than one', () => {
  const TEN = { pollers: 10, concurrency: 100 };

  test('the first failure keeps back every poll, and one asks first, without waiting for messages', async () => {
    const { transport, clock, fail, events } = consuming(TEN);
    for (let poll = 0; poll < 10; poll += 1) await fail();
    expect(transport.openPolls).toBe(0);
    await clock.advanceBy(100);
    expect(transport.openPolls).toBe(1);
    expect(transport.requests.at(-1)).toMatchObject({ waitMs: 0 });
    await clock.advanceBy(60_000);
    expect(transport.openPolls).toBe(1);
    expect(events.filter(({ kind }) => kind === 'receive-failed')).toHaveLength(10);
  });

  test('ten failures at one instant are one: the back-off does not jump to its end', async () => {
    const { transport, clock, fail } = consuming(TEN);
    for (let poll = 0; poll < 10; poll += 1) await fail();
    await clock.advanceBy(100);
    await fail();
    await clock.advanceBy(199);
    expect(transport.openPolls).toBe(0);
    await clock.advanceBy(1);
    expect(transport.openPolls).toBe(1);
  });

  test('when it answers, all poll again', async () => {
    const { transport, clock, fail } = consuming(TEN);
    for (let poll = 0; poll < 10; poll += 1) await fail();
    await clock.advanceBy(100);
    transport.answer([]);
    await quiet();
    expect(transport.openPolls).toBe(10);
    expect(transport.requests.slice(-10).map(({ waitMs }) => waitMs)).toEqual(Array(10).fill(20_000));
  });

  test('a poll from before that is answered does not end the back-off that the service asked for', async () => {
    const { transport, clock, fail } = consuming({ pollers: 2 });
    await fail('throttled', 10_000);
    transport.answer([]);
    await quiet();
    expect(transport.openPolls).toBe(0);
    await clock.advanceBy(9_999);
    expect(transport.openPolls).toBe(0);
    await clock.advanceBy(1);
    expect(transport.openPolls).toBe(1);
  });

  test('of two times that it asks for, the later one counts', async () => {
    const { transport, clock, fail } = consuming({ pollers: 2 });
    await fail('throttled', 1_000);
    await fail('throttled', 5_000);
    await clock.advanceBy(4_999);
    expect(transport.openPolls).toBe(0);
    await clock.advanceBy(1);
    expect(transport.openPolls).toBe(1);
  });

  test('a success makes the next failure a first one again', async () => {
    const { transport, clock, fail, events } = consuming();
    for (const waitMs of [100, 200, 400]) {
      await fail();
      await clock.advanceBy(waitMs);
    }
    transport.answer([]);
    await quiet();
    await fail();
    const waitsMs = events.flatMap((event) => (event.kind === 'receive-failed' ? [event.retryInMs] : []));
    expect(waitsMs).toEqual([100, 200, 400, 100]);
    expect(transport.openPolls).toBe(0);
  });
});

describe('a back-off', () => {
  test('is work, so that a skipping clock does not pass over it', async () => {
    const { activity, clock, fail } = consuming();
    await fail();
    expect(activity.state.busy).toBe(1);
    await clock.advanceBy(100);
    expect(activity.state.busy).toBe(0);
  });

  test('ends with a stop, and leaves nothing behind', async () => {
    const { activity, clock, fail, subscription, transport } = consuming({ pollers: 3 });
    await fail();
    subscription.unsubscribe();
    expect(activity.state.busy).toBe(0);
    expect(clock.nextTimerMs).toBeUndefined();
    await clock.advanceBy(60_000);
    expect(transport.requests).toHaveLength(3);
  });

  test('a probe that is cut off opens no other poll of a consumer that ends', async () => {
    const { clock, fail, subscription, transport } = consuming({ pollers: 3 });
    for (let poll = 0; poll < 3; poll += 1) await fail();
    await clock.advanceBy(100);
    expect(transport.openPolls).toBe(1);
    subscription.unsubscribe();
    await clock.advanceBy(60_000);
    expect(transport.requests).toHaveLength(4);
    expect(clock.nextTimerMs).toBeUndefined();
  });
});
