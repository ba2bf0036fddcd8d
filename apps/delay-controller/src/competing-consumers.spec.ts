import { describe, expect, test } from '@jest/globals';
import type { Delivery, QueueTransport } from '@snoozeq/core';
import type { ControllerEvent } from './controller-event.js';
import { passing } from './spec-support/passing.js';
import {
  controllerStage,
  HOUR_MS,
  listOf,
  MINUTE_MS,
  type ControllerStage,
} from './spec-support/controller-stage.js';

/** Every message of the list was handled once, at its due time or less than a second later. */
const expectHandledOnce = (stage: ControllerStage, count: number): void => {
  const keys = stage.starts.map(({ key }) => key);
  expect(new Set(keys).size).toBe(count);
  expect(keys).toHaveLength(count);
  const latenessMs = stage.starts.map(({ atMs, context: { dueAtMs = Number.NaN } }) => atMs - dueAtMs);
  expect(Math.min(...latenessMs)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...latenessMs)).toBeLessThan(1_000);
  expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
};
const countOf = (events: readonly ControllerEvent[], kind: ControllerEvent['kind']): number =>
  events.filter((event) => event.kind === kind).length;

describe('consumers that run the gate', () => {
  test.each([
    { consumers: 0, count: 300 },
    { consumers: 1, count: 300 },
    { consumers: 3, count: 300 },
  ])(
    '$consumers of them race with the controller for $count messages: nothing early, lost or handled twice',
    async ({ consumers, count }) => {
      const stage = controllerStage();
      const before = stage.consumers(consumers);
      const report = await stage.delay(listOf(count, (index) => HOUR_MS + index * 10_000));
      expect(report.published).toBe(count);
      expect(report.hidden + report.dueWhenFound + report.preempted).toBe(count);
      expect(report).toMatchObject({ ending: 'complete', unfound: 0, unhidden: 0, failed: 0 });
      // Without a consumer until now, all are found; with some that poll already, they take their share.
      if (consumers === 0) expect(report.preempted).toBe(0);
      else expect(report.preempted).toBeGreaterThan(0);
      stage.consumers(1);
      await stage.clock.advanceBy(3 * HOUR_MS);
      expectHandledOnce(stage, count);
      before.kill();
    },
  );

  test('what they took and gave back is found, and told', async () => {
    const stage = controllerStage();
    const consumers = stage.consumers(1);
    const run = stage.begin(listOf(20, HOUR_MS));
    await stage.clock.advanceBy(0);
    // Dies with all of them held in memory or leased: the leases end after 30 s.
    consumers.kill();
    const report = await stage.until(run);
    expect(report.hidden + report.preempted).toBe(20);
    expect(report.takenBefore).toBe(report.hidden);
  });

  test('a message that the gate holds for the whole search counts as preempted after the patience', async () => {
    const stage = controllerStage();
    const startMs = stage.clock.now();
    stage.consumers(1);
    const report = await stage.delay(listOf(20, HOUR_MS), { findWithinMs: 30_000 });
    expect(report).toMatchObject({ ending: 'complete', published: 20, hidden: 0, preempted: 20 });
    expect(stage.clock.now() - startMs).toBeGreaterThanOrEqual(30_000);
    expect(stage.clock.now() - startMs).toBeLessThan(32_000);
    expect(countOf(stage.events, 'preempted')).toBe(20);
  });

  test('one that steals between poll and update is noticed, and the message is not given up', async () => {
    // The visibility ends before the update arrives, and another consumer has the message for ten seconds.
    let thief: (() => Promise<void>) | undefined;
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      hide: async (...call) => {
        await thief?.();
        thief = undefined;
        return transport.hide(...call);
      },
    });
    const stage = controllerStage({ over });
    thief = async () => {
      const other = stage.queue.connect();
      void other.receive({ limit: 20, waitMs: 20_000, leaseMs: 10_000, lane: 'ready' });
      await new Promise<void>((resolve) => stage.clock.schedule(stage.clock.now() + 6_000, resolve));
    };
    const report = await stage.delay(listOf(3, HOUR_MS));
    expect(report).toMatchObject({ hidden: 3, preempted: 0 });
    expect(countOf(stage.events, 'lease-lost')).toBe(3);
  });
});

describe('a controller that crashes', () => {
  /** Lets `calls` calls of a verb through; the process is gone at the next one, before it leaves or after it arrived. */
  const diesAt =
    (verb: 'send' | 'receive' | 'hide', calls: number, isCarriedOut: boolean) =>
    (transport: QueueTransport): QueueTransport => {
      let passed = 0;
      const never = new Promise<never>(() => undefined);
      let isDead = false;
      const run = <T>(name: string, call: () => Promise<T>): Promise<T> => {
        if (isDead) return never;
        if (name !== verb || (passed += 1) <= calls) return call();
        isDead = true;
        if (isCarriedOut) void call();
        return never;
      };
      return {
        ...passing(transport),
        send: (...call) => run('send', () => transport.send(...call)),
        receive: (...call) => run('receive', () => transport.receive(...call)),
        hide: (...call) => run('hide', () => transport.hide(...call)),
      };
    };

  test.each(
    (['send', 'receive', 'hide'] as const).flatMap((verb) =>
      [0, 3].flatMap((calls) => [true, false].map((isCarriedOut) => ({ verb, calls, isCarriedOut }))),
    ),
  )(
    'at $verb after $calls calls (carried out: $isCarriedOut): consumers wait for the due times all the same',
    async ({ verb, calls, isCarriedOut }) => {
      const stage = controllerStage({ over: diesAt(verb, calls, isCarriedOut) });
      void stage.begin(listOf(100, (index) => HOUR_MS + index * 1_000));
      await stage.clock.advanceBy(100);
      const { visible, inFlight } = stage.queue.stats();
      stage.consumers(2);
      await stage.clock.advanceBy(2 * HOUR_MS);
      expectHandledOnce(stage, visible + inFlight);
    },
  );
});

describe('foreign messages', () => {
  test('come back at once: who waits for one gets it before time has passed', async () => {
    let taken: Promise<readonly Delivery[]> | undefined;
    // Begins to wait when the controller has everything in hand, and nothing is visible.
    const over = (transport: QueueTransport): QueueTransport => ({
      ...passing(transport),
      hide: (...call) => {
        taken ??= stage.queue.connect().receive({ limit: 20, waitMs: 20_000, leaseMs: 1_000, lane: 'ready' });
        return transport.hide(...call);
      },
    });
    const stage = controllerStage({ over });
    await stage.foreign(5);
    const run = stage.begin(listOf(10, HOUR_MS));
    await stage.clock.advanceBy(0);
    const contents = (await taken)?.map(({ message }) => message.content);
    expect(contents).toEqual([0, 1, 2, 3, 4].map((number) => `"foreign ${number}"`));
    expect(await run).toMatchObject({ hidden: 10, foreign: { released: 5, rested: 0 } });
  });

  test('are all visible when the search is over, whoever wants them', async () => {
    const stage = controllerStage();
    await stage.foreign(5);
    expect(await stage.delay(listOf(40, HOUR_MS))).toMatchObject({ hidden: 40, foreign: { released: 5 } });
    expect(stage.queue.stats()).toMatchObject({ visible: 5, inFlight: 40 });
  });

  test('that nobody takes do not stand in the way of ours, and lose few of their deliveries', async () => {
    const maxDeliveries = 10;
    const stage = controllerStage({ maxDeliveries });
    await stage.foreign(60);
    const report = await stage.delay(listOf(100, HOUR_MS));
    expect(report).toMatchObject({ hidden: 100, preempted: 0, foreign: { released: 60 } });
    await stage.clock.advanceBy(MINUTE_MS);
    expect(stage.queue.stats()).toMatchObject({ visible: 60, inFlight: 100 });
    const deliveries = await stage.queue
      .connect()
      .receive({ limit: 20, waitMs: 0, leaseMs: 1_000, lane: 'ready' });
    for (const { deliveryCount } of deliveries) expect(deliveryCount).toBeLessThanOrEqual(maxDeliveries - 3);
  });

  test('that nobody takes while ours are in other hands keep deliveries for their consumers', async () => {
    const stage = controllerStage({ maxDeliveries: 6 });
    // Takes our messages, and only those, before the controller polls.
    const over = stage.queue.connect();
    const list = listOf(20, HOUR_MS);
    const run = stage.begin(list, {
      onEvent: ({ kind }) => {
        if (kind === 'published')
          void over.receive({ limit: 20, waitMs: 0, leaseMs: 3_600_000, lane: 'ready' });
      },
    });
    await stage.clock.advanceBy(0);
    await stage.foreign(3);
    expect(await stage.until(run)).toMatchObject({ foreign: { released: 3 } });
    await stage.clock.advanceBy(MINUTE_MS);
    const left = await stage.queue.connect().receive({ limit: 20, waitMs: 0, leaseMs: 1_000, lane: 'ready' });
    expect(left).toHaveLength(3);
    for (const { deliveryCount } of left) expect(deliveryCount).toBeLessThanOrEqual(6);
  });

  test('with a stamp that cannot be read are left to the consumers, who dead-letter them', async () => {
    const stage = controllerStage();
    await stage.foreign(1, { properties: { 'snoozeq-v': '1', 'snoozeq-id': 'x', 'snoozeq-due-at': 'soon' } });
    expect(await stage.delay(listOf(3, HOUR_MS))).toMatchObject({ hidden: 3, foreign: { released: 1 } });
    stage.consumers(1);
    await stage.clock.advanceBy(1_000);
    expect(stage.queue.stats('dead')).toMatchObject({ visible: 1 });
  });
});
