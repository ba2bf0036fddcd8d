import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../clock/virtual-clock.js';
import type { ConsumerEvent } from '../../contracts/events.js';
import { QueueError } from '../../errors.js';
import { quiet } from '../../spec-support/a-consumer.js';
import { deliveries } from '../../spec-support/deliveries.js';
import { InFlightBudget, type Reading } from './in-flight-budget.js';

const MAX = 10_000;
/** 2 × 8 consumers × 2 loops × 20 messages; more than a twentieth of the limit. */
const RESERVE = 640;

const aQueue = () => ({ inFlight: 0, looks: 0, failure: undefined as Error | undefined });

/** A budget over a queue of which a test says how much is in flight. */
const aStage = (queue = aQueue(), clock = new VirtualClock(), maxInFlight = MAX) => {
  const events: ConsumerEvent[] = [];
  const budget = new InFlightBudget({
    inspection: {
      lanes: async () => [],
      stats: async () => {
        queue.looks += 1;
        if (queue.failure) throw queue.failure;
        return { visible: 0, inFlight: queue.inFlight, sizeBytes: 0 };
      },
    },
    queueClock: clock,
    maxInFlight,
    pollers: 2,
    maxBatch: 20,
    events: (event) => events.push(event),
  });
  let batches = 0;
  const take = (count: number, reading: Reading = 'fresh') => {
    const taken = deliveries(count, `b${(batches += 1)}-`);
    budget.took(taken, reading);
    queue.inFlight += count;
    return taken;
  };
  /** What it allows after all that needs no time has happened. */
  const room = async () => {
    const allowed: (Reading | Error)[] = [];
    const waiting = budget.room().subscribe({
      next: (reading) => allowed.push(reading),
      error: (error: Error) => allowed.push(error),
    });
    await quiet();
    return { allowed, waiting };
  };
  return { clock, events, queue, budget, take, room };
};

describe('room', () => {
  test('is there without a look while nothing was taken', async () => {
    const stage = aStage();
    expect((await stage.room()).allowed).toEqual(['fresh']);
    expect((await stage.room()).allowed).toEqual(['fresh']);
    expect(stage.queue.looks).toBe(0);
  });

  test('is there without a look when everything taken has ended', async () => {
    const stage = aStage();
    for (const { receipt } of stage.take(20)) stage.budget.ended(receipt);
    await stage.room();
    expect(stage.queue.looks).toBe(0);
  });

  test('is looked for after a first batch that stays; an eighth of it is granted, less what was taken just now', async () => {
    const stage = aStage();
    stage.take(20);
    expect((await stage.room()).allowed).toEqual(['fresh']);
    expect(stage.queue.looks).toBe(1);
    const granted = Math.floor((MAX - RESERVE - 20 - 7 * 20) / 8);
    stage.take(granted - 1);
    expect((await stage.room()).allowed).toEqual(['fresh']);
    expect(stage.queue.looks).toBe(1);
    stage.take(1);
    await stage.room();
    expect(stage.queue.looks).toBe(2);
  });

  test('is looked for again when a grant is old', async () => {
    const stage = aStage();
    stage.take(20);
    await stage.room();
    stage.take(20);
    await stage.clock.advanceBy(4_999);
    await stage.room();
    expect(stage.queue.looks).toBe(1);
    await stage.clock.advanceBy(1);
    await stage.room();
    expect(stage.queue.looks).toBe(2);
  });

  test('does not grow old as far as the reserve has room for it, so that a trickle costs no look each time', async () => {
    const stage = aStage(aQueue(), new VirtualClock(), 100_000);
    stage.take(20);
    await stage.room();
    // An eighth of 5 000, less two batches for each loop.
    stage.take(544);
    await stage.clock.advanceBy(60_000);
    expect((await stage.room()).allowed).toEqual(['fresh']);
    expect(stage.queue.looks).toBe(1);
    stage.take(1);
    await stage.room();
    expect(stage.queue.looks).toBe(2);
  });

  test('comes back with what has ended, without a look', async () => {
    const stage = aStage();
    stage.take(20);
    await stage.room();
    const taken = stage.take(1_200);
    stage.queue.inFlight = MAX;
    for (const { receipt } of taken.slice(0, 100)) stage.budget.ended(receipt);
    expect((await stage.room()).allowed).toEqual(['fresh']);
    expect(stage.queue.looks).toBe(1);
  });

  test('one look serves every loop', async () => {
    const stage = aStage();
    stage.take(40);
    const rooms = await Promise.all([stage.room(), stage.room()]);
    expect(rooms.map(({ allowed }) => allowed)).toEqual([['fresh'], ['fresh']]);
    expect(stage.queue.looks).toBe(1);
  });

  test('a look that fails is told to whoever waits, and made again', async () => {
    const stage = aStage();
    stage.take(20);
    stage.queue.failure = new QueueError('throttled', 'slow down');
    expect((await stage.room()).allowed).toEqual([stage.queue.failure]);
    stage.queue.failure = undefined;
    expect((await stage.room()).allowed).toEqual(['fresh']);
  });
});

describe('eight consumers', () => {
  /** Batches until nothing is allowed without a look, or the time is over. */
  const useUp = async (stage: ReturnType<typeof aStage>): Promise<void> => {
    const { looks } = stage.queue;
    for (;;) {
      const { allowed, waiting } = await stage.room();
      waiting.unsubscribe();
      if (stage.queue.looks > looks || allowed[0] !== 'fresh') return;
      stage.take(20);
    }
  };

  test('leave room for what the others were granted and have not used', async () => {
    const queue = aQueue();
    const clock = new VirtualClock();
    const [one, ...others] = Array.from({ length: 8 }, () => aStage(queue, clock));
    for (const stage of [one!, ...others]) {
      stage.take(20);
      await stage.room();
    }
    // The first one uses its grants as fast as it can; the others wait until theirs are nearly old.
    for (let round = 0; round < 5; round += 1) {
      await useUp(one!);
      await clock.advanceBy(900);
    }
    for (const stage of others) await useUp(stage);
    expect(queue.inFlight).toBeGreaterThan(MAX / 2);
    expect(queue.inFlight).toBeLessThanOrEqual(MAX);
  });
});

describe('without room', () => {
  const full = async () => {
    const stage = aStage();
    stage.queue.inFlight = MAX - RESERVE;
    stage.take(20);
    return { ...stage, first: await stage.room() };
  };

  test('what comes back from holds is still read, a batch for each loop at a time', async () => {
    const stage = await full();
    expect(stage.first.allowed).toEqual(['due']);
    const due = stage.take(40, 'due');
    expect((await stage.room()).allowed).toEqual([]);
    for (const { receipt } of due) stage.budget.ended(receipt);
    expect((await stage.room()).allowed).toEqual(['due']);
  });

  test('looking again does not make free what was taken', async () => {
    const stage = await full();
    stage.take(40, 'due');
    await stage.clock.advanceBy(60_000);
    expect((await stage.room()).allowed).toEqual([]);
  });

  test('looks every 6 s until there is some, and tells', async () => {
    const stage = await full();
    await stage.clock.advanceBy(18_000);
    expect(stage.queue.looks).toBe(4);
    stage.queue.inFlight = 0;
    await stage.clock.advanceBy(6_000);
    expect(stage.first.allowed).toEqual(['due', 'fresh']);
    expect(stage.first.waiting.closed).toBe(true);
    expect(stage.events[0]).toEqual({ kind: 'lanes-full', inFlight: MAX - RESERVE + 20, maxInFlight: MAX });
  });

  test('nobody looks once nobody waits', async () => {
    const stage = await full();
    stage.first.waiting.unsubscribe();
    await stage.clock.advanceBy(60_000);
    expect(stage.queue.looks).toBe(1);
    expect(stage.clock.nextTimerMs).toBeUndefined();
  });
});
