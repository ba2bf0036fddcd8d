import { describe, expect, jest, test } from '@jest/globals';
import type { QueueInspection, QueueTransport, ReceiveRequest } from '@snoozeq/core';
import { laneCalendar } from '@snoozeq/delay-policy';
import { CallMeter } from './spec-support/call-meter.js';
import { DAY_MS, HOUR_MS, SECOND_MS } from './spec-support/consume-stage.js';
import { expectOnTime, laneStage, MINUTE_MS, publishTo, remaining } from './spec-support/lane-stage.js';

// Days of idle polls take a second; a machine under load may need more than Jest allows by default.
jest.setTimeout(60_000);

/** A connection that tells what is asked of it. */
const watching = (transport: QueueTransport, tell: (request: ReceiveRequest) => void): QueueTransport => ({
  capabilities: transport.capabilities,
  send: (messages, options) => transport.send(messages, options),
  receive: (request, options) => {
    tell(request);
    return transport.receive(request, options);
  },
  ack: (receipts, options) => transport.ack(receipts, options),
  hide: (hidings, options) => transport.hide(hidings, options),
  close: () => transport.close(),
});

describe('a due lane', () => {
  test('is not touched before it opens; then one hold gives the exact millisecond', async () => {
    const stage = laneStage();
    stage.consumer();
    const startMs = stage.clock.now();
    const dueAtMs = startMs + 3.5 * HOUR_MS + 123;
    await stage.producer.send('a', { dueAt: dueAtMs });
    expect(stage.queue.lanes()).toEqual(['due-20260105T0300']);
    await stage.clock.advanceTo(startMs + 3 * HOUR_MS - 1);
    expect(stage.queue.stats()).toMatchObject({ visible: 1, inFlight: 0 });
    await stage.clock.advanceTo(startMs + 3 * HOUR_MS);
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 1 });
    await stage.clock.advanceTo(dueAtMs + MINUTE_MS);
    expect(stage.starts).toMatchObject([{ atMs: dueAtMs, context: { attempt: 1, holds: 1 } }]);
    expect(stage.starts[0]?.context.delivery.deliveryCount).toBe(2);
    expect(remaining(stage)).toBe(0);
  });

  test('in late mode is read when everything in it is due: one delivery, and no hold', async () => {
    const stage = laneStage({ mode: 'late' });
    stage.consumer();
    const startMs = stage.clock.now();
    await stage.producer.sendAll(
      Array.from({ length: 50 }, (_, index) => ({
        body: `m${index}`,
        in: 2 * HOUR_MS + 1 + index * MINUTE_MS,
      })),
    );
    await stage.clock.advanceTo(startMs + 3 * HOUR_MS - 1);
    expect(stage.starts).toEqual([]);
    await stage.clock.advanceTo(startMs + 3 * HOUR_MS + 5 * SECOND_MS);
    expect(stage.starts).toHaveLength(50);
    expect(stage.starts.map(({ context }) => context.delivery.deliveryCount)).toEqual(Array(50).fill(1));
    expect(remaining(stage)).toBe(0);
  });

  test.each([-5, 5])('on a host whose clock is %i minutes ahead: never early', async (minutes) => {
    const stage = laneStage();
    stage.consumer({ skewMs: minutes * MINUTE_MS });
    const dueAtMs = stage.clock.now() + 3 * HOUR_MS + 10 * MINUTE_MS;
    await stage.producer.send('first', { in: '90m' });
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceTo(dueAtMs + HOUR_MS);
    expectOnTime(stage.startsOf('a')[0]?.atMs, dueAtMs);
    expect(stage.startsOf('a')[0]?.context.delivery.deliveryCount).toBe(2);
  });

  test('is left alone again when a list no longer has it', async () => {
    const stage = laneStage();
    const polled: string[] = [];
    stage.consumer({ over: (transport) => watching(transport, ({ lane = '' }) => polled.push(lane)) });
    await stage.producer.send('a', { in: '2h5m' });
    await stage.clock.advanceBy(2 * HOUR_MS + 8 * MINUTE_MS);
    expect(stage.starts).toHaveLength(1);
    expect(polled).toContain('due-20260105T0200');
    polled.length = 0;
    await stage.clock.advanceBy(HOUR_MS);
    expect(new Set(polled)).toEqual(new Set(['ready']));
  });

  test('whose messages are all hidden is read on, though a list leaves it out', async () => {
    const stage = laneStage();
    const looking = (transport: QueueInspection): QueueInspection => ({
      stats: (lane, options) => transport.stats(lane, options),
      lanes: async (options) => {
        const lanes = await transport.lanes(options);
        const counts = await Promise.all(lanes.map((lane) => transport.stats(lane)));
        return lanes.filter((_, index) => (counts[index]?.visible ?? 0) > 0);
      },
    });
    stage.consumer({ looking });
    const dueAtMs = stage.clock.now() + 2 * HOUR_MS + 40 * MINUTE_MS;
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceTo(dueAtMs + MINUTE_MS);
    expectOnTime(stage.starts[0]?.atMs, dueAtMs);
    expect(remaining(stage)).toBe(0);
  });
});

describe('after an outage', () => {
  test('lanes that have long been open are read, the oldest first', async () => {
    const stage = laneStage();
    const startMs = stage.clock.now();
    const items = Array.from({ length: 300 }, (_, index) => ({
      body: `m${index}`,
      dueAt: startMs + 2 * HOUR_MS + (index % 10) * HOUR_MS + 5 * MINUTE_MS,
    }));
    await stage.producer.sendAll(items);
    await stage.clock.advanceTo(startMs + 13 * HOUR_MS);
    stage.consumer({ profile: { concurrency: 1, lanePollers: 1 } });
    await stage.clock.advanceBy(MINUTE_MS);
    expect(stage.starts).toHaveLength(300);
    const hours = stage.starts.map(({ context }) => Math.floor(((context.dueAtMs ?? 0) - startMs) / HOUR_MS));
    expect(hours).toEqual([...hours].sort((one, other) => one - other));
    expect(remaining(stage)).toBe(0);
  });

  test('messages that sleep on in old lanes keep no new lane from being read', async () => {
    const stage = laneStage();
    const startMs = stage.clock.now();
    stage.consumer({
      work: ({ name }) =>
        name.startsWith('later') && stage.startsOf(name).length === 1
          ? { kind: 'defer', untilMs: startMs + 12 * HOUR_MS }
          : undefined,
    });
    for (const hour of [1, 2, 3, 4, 5]) await stage.producer.send(`later-${hour}`, { in: `${hour}h5m` });
    const dueAtMs = startMs + 7 * HOUR_MS + 30 * MINUTE_MS;
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceTo(dueAtMs + MINUTE_MS);
    expect(stage.queue.stats().inFlight).toBe(5);
    expectOnTime(stage.startsOf('a')[0]?.atMs, dueAtMs);
    await stage.clock.advanceTo(startMs + 13 * HOUR_MS);
    expect(remaining(stage)).toBe(0);
  });
});

describe('a straggler', () => {
  test('in a lane that is empty again is found by the next refresh', async () => {
    const stage = laneStage();
    stage.consumer();
    await stage.clock.advanceBy(2 * HOUR_MS + 10 * MINUTE_MS + 1);
    const sentMs = stage.clock.now();
    await publishTo(stage, 'due-20260105T0200', 'late', sentMs + SECOND_MS);
    await publishTo(stage, 'due-20260104T0700', 'older', sentMs - HOUR_MS);
    await stage.clock.advanceBy(MINUTE_MS);
    expect(stage.starts.map(({ name }) => name).sort()).toEqual(['late', 'older']);
  });

  test('in a lane that is being read is on time', async () => {
    const stage = laneStage();
    stage.consumer();
    await stage.producer.send('a', { in: '2h40m' });
    await stage.clock.advanceBy(2 * HOUR_MS + 10 * MINUTE_MS + 1);
    const dueAtMs = stage.clock.now() + 3 * SECOND_MS;
    await publishTo(stage, 'due-20260105T0200', 'late', dueAtMs);
    await stage.clock.advanceBy(MINUTE_MS);
    expectOnTime(stage.startsOf('late')[0]?.atMs, dueAtMs);
  });

  test('between two lanes is found by a consumer whose refresh is slow, at the next opening', async () => {
    const stage = laneStage();
    stage.consumer({ profile: { laneRefreshMs: HOUR_MS } });
    await stage.clock.advanceBy(2 * HOUR_MS + 30 * MINUTE_MS);
    await publishTo(stage, 'due-20260105T0200', 'late', stage.clock.now());
    await stage.clock.advanceTo(stage.clock.now() + 30 * MINUTE_MS + SECOND_MS);
    expect(stage.startsOf('late')).toHaveLength(1);
  });

  test('with a name of somebody else is left to them', async () => {
    const stage = laneStage();
    stage.consumer();
    await publishTo(stage, 'payments', 'theirs', stage.clock.now());
    await publishTo(stage, 'due-tomorrow', 'theirs', stage.clock.now());
    await stage.clock.advanceBy(HOUR_MS);
    expect(stage.starts).toEqual([]);
    expect(stage.queue.stats().visible).toBe(2);
  });
});

describe('two consumers', () => {
  test('share a lane: every message is handled once, on time, also when one of them dies', async () => {
    const stage = laneStage();
    const startMs = stage.clock.now();
    const items = Array.from({ length: 400 }, (_, index) => ({
      body: `m${index}`,
      dueAt: startMs + 2 * HOUR_MS + 2 * MINUTE_MS + index * 7_000,
    }));
    await stage.producer.sendAll(items);
    const dying = stage.consumer();
    const other = stage.consumer();
    await stage.clock.advanceTo(startMs + 2 * HOUR_MS + 20 * MINUTE_MS + 500);
    dying.kill();
    await stage.clock.advanceTo(startMs + 3 * HOUR_MS);
    expect(stage.starts).toHaveLength(400);
    const lateness = stage.starts.map(({ atMs, context }) => atMs - (context.dueAtMs ?? 0));
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    // What the dying one had in memory comes back when its lease ends.
    expect(Math.max(...lateness)).toBeLessThanOrEqual(30_000);
    expect(lateness.filter((ms) => ms > 20).length).toBeLessThanOrEqual(1);
    expect(other.settled.length).toBeGreaterThan(100);
    expect(remaining(stage)).toBe(0);
  });
});

describe('a delay of months', () => {
  test('costs one put, one get and one delete for each week, and a hold at the end', async () => {
    const counted = new CallMeter();
    const stage = laneStage();
    const startMs = stage.clock.now();
    const dueAtMs = startMs + 30 * DAY_MS + 17 * MINUTE_MS + 123;
    const lane = laneCalendar({ retentionMs: 7 * DAY_MS }).laneFor(dueAtMs, startMs);
    await publishTo(stage, lane, 'a', dueAtMs);
    stage.consumer({ over: counted.over.bind(counted), profile: { laneRefreshMs: HOUR_MS } });
    await stage.clock.advanceTo(dueAtMs + MINUTE_MS);
    expect(stage.starts).toMatchObject([{ name: 'a', atMs: dueAtMs, context: { attempt: 1 } }]);
    expect(counted.counts).toMatchObject({ put: 4, get: 6, update: 1, delete: 5 });
    expect(remaining(stage)).toBe(0);
  });
});
