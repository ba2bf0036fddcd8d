import { describe, expect, test } from '@jest/globals';
import { Subject } from 'rxjs';
import type { ConsumerProfile } from '../consumer/consumer-profile.js';
import type { SettleStatus } from '../contracts/transport.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, deliveries, LEASE_MS, NOW_MS } from '../spec-support/deliveries.js';
import { admit } from './admit.js';
import { consume } from './consume.js';
import { handle } from './handle.js';
import { settle } from './settle.js';

/** A whole consumer, one handler at a time, that can be stopped. Handlers take `workMs` on the clock. */
const draining = (workMs: number, profile: Partial<ConsumerProfile> = {}) => {
  const stage = aConsumer({ concurrency: 1, drainMs: 1_000, handlerDeadlineMs: 10_000, ...profile });
  const { runtime, clock } = stage;
  const started: string[] = [];
  const signals: AbortSignal[] = [];
  const handler = {
    handle: (name: string, { signal }: { readonly signal: AbortSignal }) => {
      started.push(name);
      signals.push(signal);
      return new Promise<void>((resolve) => void clock.schedule(clock.now() + workMs, resolve));
    },
  };
  const settled: string[] = [];
  let completedMs: number | undefined;
  const stop$ = new Subject<void>();
  consume(
    runtime,
    (delivery$) => delivery$.pipe(admit(runtime), handle<string>(runtime, handler), settle(runtime)),
    { stop$ },
  ).subscribe({
    next: ({ delivery, settlement }) => settled.push(`${delivery.receipt} ${settlement.kind}`),
    complete: () => (completedMs = clock.now() - NOW_MS),
  });
  const receive = async (...reply: Parameters<typeof stage.transport.answer>): Promise<void> => {
    stage.transport.answer(...reply);
    await quiet();
  };
  const stop = async (): Promise<void> => {
    stop$.next();
    await quiet();
  };
  return { ...stage, started, signals, settled, receive, stop, completedMs: () => completedMs };
};
const dueIn = (ms: number, name = 'w') =>
  aDelivery(name, { message: aMessage(name, { properties: { id: name, due: `${NOW_MS + ms}` } }) });

describe('a drain', () => {
  test('of an idle consumer ends when its open poll has been given time to answer', async () => {
    const stage = draining(100);
    await stage.clock.advanceBy(5_000);
    await stage.stop();
    await stage.clock.advanceBy(60_000);
    expect(stage.completedMs()).toBe(6_000);
    expect(stage.transport.aborted).toBe(1);
    expect(stage.transport.requests).toHaveLength(1);
    expect(stage.clock.nextTimerMs).toBeUndefined();
  });

  test('takes what an open poll still brings, and asks for no more', async () => {
    const stage = draining(100);
    await stage.stop();
    await stage.clock.advanceBy(500);
    await stage.receive(deliveries(2));
    await stage.clock.advanceBy(60_000);
    expect(stage.settled).toEqual(['m1 complete', 'm2 complete']);
    expect(stage.transport.requests).toHaveLength(1);
  });

  test('runs what is buffered, in order, and starts nothing twice', async () => {
    const stage = draining(1_000);
    await stage.receive(deliveries(5));
    await stage.stop();
    await stage.clock.advanceBy(60_000);
    expect(stage.started).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
    expect(stage.settled).toEqual([1, 2, 3, 4, 5].map((index) => `m${index} complete`));
    expect(stage.completedMs()).toBeLessThan(5_100);
  });

  test('cuts off what runs at the deadline, and releases what never started', async () => {
    const stage = draining(6_000);
    await stage.receive(deliveries(4));
    await stage.stop();
    await stage.clock.advanceBy(9_999);
    expect(stage.signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    await stage.clock.advanceBy(50_000);
    expect(stage.signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    expect(stage.settled).toEqual(['m1 complete', 'm3 release', 'm4 release']);
    expect(stage.transport.hidden).toEqual([
      [
        { receipt: 'm3', forMs: 0 },
        { receipt: 'm4', forMs: 0 },
      ],
    ]);
    expect(stage.completedMs()).toBeLessThan(10_100);
  });

  test('handles what becomes due before the deadline, and releases what does not', async () => {
    const stage = draining(100, { handlerDeadlineMs: 500, drainMs: 0 });
    await stage.receive([dueIn(300, 'soon'), dueIn(900, 'later')]);
    await stage.stop();
    await stage.clock.advanceBy(60_000);
    expect(stage.settled).toEqual(['soon complete', 'later release']);
    expect(stage.completedMs()).toBeLessThan(600);
  });

  test('with a deadline before the end of the polls: what they bring is still handled', async () => {
    const stage = draining(100, { handlerDeadlineMs: 0 });
    await stage.stop();
    await stage.clock.advanceBy(500);
    await stage.receive(deliveries(1));
    await stage.clock.advanceBy(60_000);
    expect(stage.settled).toEqual(['m1 complete']);
  });

  test('still holds what is not due', async () => {
    const stage = draining(100);
    await stage.stop();
    await stage.receive([dueIn(60_000)]);
    await stage.clock.advanceBy(60_000);
    expect(stage.settled).toEqual(['w hold']);
    expect(stage.transport.hidden).toEqual([[{ receipt: 'w', forMs: 60_000 }]]);
  });

  test('flushes at once what has gathered in the settler', async () => {
    const stage = draining(1, { settleAgeMs: 1_000 });
    await stage.receive(deliveries(2));
    await stage.clock.advanceBy(1);
    expect(stage.transport.acked).toEqual([]);
    await stage.stop();
    expect(stage.transport.acked).toEqual([['m1']]);
  });

  test('keeps leases while handlers finish', async () => {
    const stage = draining(25_000, { handlerDeadlineMs: 26_000 });
    await stage.receive(deliveries(1));
    await stage.stop();
    await stage.clock.advanceBy(20_000);
    expect(stage.transport.hidden).toEqual([[{ receipt: 'm1', forMs: LEASE_MS }]]);
    await stage.clock.advanceBy(20_000);
    expect(stage.settled).toEqual(['m1 complete']);
  });

  test('completes only when the service has answered for everything', async () => {
    const stage = draining(100);
    let answer = (_statuses: readonly SettleStatus[]): void => undefined;
    stage.transport.onAck = () => new Promise((resolve) => (answer = resolve));
    await stage.receive(deliveries(1));
    await stage.stop();
    await stage.clock.advanceBy(20_000);
    expect(stage.completedMs()).toBeUndefined();
    answer([{ kind: 'applied' }]);
    await quiet();
    expect(stage.completedMs()).toBe(20_000);
  });

  test.each([
    { name: 'is idle', workMs: 100, count: 0, left: { handedBack: 0, cutOff: 0, abortedPolls: 1 } },
    { name: 'finishes in time', workMs: 100, count: 4, left: { handedBack: 0, cutOff: 0, abortedPolls: 0 } },
    { name: 'is cut off', workMs: 6_000, count: 4, left: { handedBack: 2, cutOff: 1, abortedPolls: 0 } },
  ])(
    'of a consumer that $name tells at its end what it leaves to others',
    async ({ workMs, count, left }) => {
      const stage = draining(workMs);
      if (count > 0) await stage.receive(deliveries(count));
      await stage.stop();
      expect(stage.events.filter(({ kind }) => kind === 'drained')).toEqual([]);
      await stage.clock.advanceBy(60_000);
      expect(stage.events.filter(({ kind }) => kind === 'drained')).toEqual([{ kind: 'drained', ...left }]);
      expect(stage.events.at(-1)?.kind).toBe('drained');
    },
  );

  test.each([
    { name: 'nothing', workMs: 1, count: 0 },
    { name: 'quick handlers', workMs: 1, count: 20 },
    { name: 'handlers that are cut off', workMs: 60_000, count: 20 },
  ])('of $name leaves nothing in hand and no activity', async ({ workMs, count }) => {
    const stage = draining(workMs);
    await stage.receive(deliveries(count));
    await stage.stop();
    await stage.clock.advanceBy(11_000);
    expect(stage.completedMs()).toBeDefined();
    expect(stage.runtime.inHand.size).toBe(0);
    expect(stage.activity.state.busy).toBe(0);
    expect(stage.events.filter(({ kind }) => kind === 'draining')).toHaveLength(1);
    expect(stage.transport.openPolls).toBe(0);
  });
});
