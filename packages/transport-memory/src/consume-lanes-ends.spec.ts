import { describe, expect, jest, test } from '@jest/globals';
import { QueueError, type QueueInspection } from '@snoozeq/core';
import { Subject } from 'rxjs';
import { CallMeter } from './spec-support/call-meter.js';
import { DAY_MS, HOUR_MS } from './spec-support/consume-stage.js';
import { expectOnTime, laneStage, MINUTE_MS, publishTo, remaining } from './spec-support/lane-stage.js';

// Days of idle polls take a second; a machine under load may need more than Jest allows by default.
jest.setTimeout(60_000);

describe('stopping', () => {
  test('drains: no further look or poll, what is in hand is settled', async () => {
    const stage = laneStage();
    const counted = new CallMeter();
    const stop$ = new Subject<void>();
    const meter = { over: counted.over.bind(counted), looking: counted.looking.bind(counted) };
    const consumer = stage.consumer({ stop$, ...meter });
    await stage.producer.send('a', { in: '2h30m' });
    await stage.clock.advanceBy(2 * HOUR_MS + 10 * MINUTE_MS);
    stop$.next();
    await stage.clock.advanceBy(MINUTE_MS);
    expect(consumer.errors).toEqual(['complete']);
    const calls = { ...counted.counts };
    await stage.clock.advanceBy(DAY_MS);
    expect(counted.counts).toEqual(calls);
    expect(remaining(stage)).toBe(1);
  });

  test('unsubscribing ends every call, and leaves a message that is held to the next consumer', async () => {
    const stage = laneStage();
    const counted = new CallMeter();
    const meter = { over: counted.over.bind(counted), looking: counted.looking.bind(counted) };
    const dueAtMs = stage.clock.now() + 2 * HOUR_MS + 30 * MINUTE_MS;
    const consumer = stage.consumer(meter);
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceTo(dueAtMs - MINUTE_MS);
    consumer.kill();
    const calls = { ...counted.counts };
    await stage.clock.advanceBy(1);
    expect(counted.counts).toEqual(calls);
    stage.consumer();
    await stage.clock.advanceBy(HOUR_MS);
    expectOnTime(stage.starts[0]?.atMs, dueAtMs);
  });
});

describe('looks that fail', () => {
  const failing = (error: QueueError, times: number, verb: 'lanes' | 'stats') => {
    let left = times;
    const failed = (): boolean => (left -= 1) >= 0;
    return (transport: QueueInspection): QueueInspection => ({
      lanes: (options) => (verb === 'lanes' && failed() ? Promise.reject(error) : transport.lanes(options)),
      stats: (lane, options) =>
        verb === 'stats' && failed() ? Promise.reject(error) : transport.stats(lane, options),
    });
  };

  test.each(['lanes', 'stats'] as const)('for a while are tried again: %s', async (verb) => {
    const stage = laneStage();
    const looking = failing(new QueueError('throttled', 'slow down'), 5, verb);
    const consumer = stage.consumer({ looking });
    const dueAtMs = stage.clock.now() + 2 * HOUR_MS + 10 * MINUTE_MS;
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceTo(dueAtMs + MINUTE_MS);
    expectOnTime(stage.starts[0]?.atMs, dueAtMs);
    expect(consumer.events.filter(({ kind }) => kind === 'look-failed')).toHaveLength(5);
    expect(consumer.errors).toEqual([]);
  });

  test.each(['lanes', 'stats'] as const)('for good end the stream: %s', async (verb) => {
    const stage = laneStage();
    const refused = new QueueError('unauthorised', 'no permission');
    const consumer = stage.consumer({ looking: failing(refused, 99, verb) });
    await stage.clock.advanceBy(MINUTE_MS);
    expect(consumer.errors).toEqual([refused]);
  });
});

describe('messages without a lane', () => {
  test('are told about at the start, because no consumer of named lanes reads them', async () => {
    const stage = laneStage();
    await stage.queue.connect().send([{ content: '1' }, { content: '2' }]);
    await publishTo(stage, 'payments', 'theirs', stage.clock.now());
    await stage.producer.send('a', { in: '2h' });
    const consumer = stage.consumer();
    await stage.clock.advanceBy(DAY_MS);
    expect(consumer.events.filter(({ kind }) => kind === 'unread')).toEqual([
      { kind: 'unread', messages: 2 },
    ]);
  });

  test('are not seen where there are none', async () => {
    const stage = laneStage();
    await stage.producer.sendAll([
      { body: 'a', in: '2h' },
      { body: 'b', in: '90m' },
    ]);
    const consumer = stage.consumer();
    await stage.clock.advanceBy(DAY_MS);
    expect(consumer.events.filter(({ kind }) => kind === 'unread')).toEqual([]);
  });
});
