import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../clock/virtual-clock.js';
import type { LaneCalendar } from '../../contracts/lanes.js';
import { aDelivery, deliveries, HOUR_MS, LEASE_MS, NOW_MS } from '../../spec-support/deliveries.js';
import type { PollTurn } from '../poller.js';
import { QueueTime } from '../queue-time.js';
import type { Reading } from './in-flight-budget.js';
import { LaneRota } from './lane-rota.js';

const MINUTE_MS = 60_000;
/** `due-3`: opens 3 minutes after the start; negative ones have opened. */
const calendar: LaneCalendar = {
  laneFor: () => 'ready',
  opensAtMs: (lane) => (lane.startsWith('due-') ? NOW_MS + Number(lane.slice(4)) * MINUTE_MS : undefined),
  nextOpeningMs: (afterMs) => Math.floor(afterMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS,
};

const aRota = (pollers = 2) => {
  const clock = new VirtualClock();
  const queueTime = new QueueTime(clock);
  const rota = new LaneRota({ calendar, queueTime, pollers, maxBatch: 20, waitMs: 20_000 });
  const see = (...lanes: readonly string[]) => rota.see(lanes, queueTime.estimate());
  const next = (reading: Reading = 'fresh') => {
    const turns: PollTurn[] = [];
    const waiting = rota.next(reading).subscribe((turn) => turns.push(turn));
    return { turns, waiting, lane: () => turns[0]?.lane };
  };
  /** One poll that brings this many. */
  const poll = (count: number, reading?: Reading) => {
    const { turns } = next(reading);
    turns[0]?.end?.(deliveries(count));
    return turns[0]?.lane;
  };
  return { clock, queueTime, rota, see, next, poll };
};

describe('whose turn it is', () => {
  test('nobody has one before a list, nor for lanes of others', () => {
    const { see, next } = aRota();
    const { turns } = next();
    see('ready', 'payments', 'dead');
    expect(turns).toEqual([]);
  });

  test('the oldest open lane first, each lane once while it is polled', () => {
    const { see, next } = aRota();
    see('due--1', 'due--3', 'due--2');
    expect([next().lane(), next().lane(), next().lane(), next().lane()]).toEqual([
      'due--3',
      'due--2',
      'due--1',
      undefined,
    ]);
  });

  test('a lane that may hold more goes before one that was empty; of those, the one that waited longest', () => {
    const { see, poll } = aRota();
    see('due--3', 'due--2', 'due--1');
    expect([poll(0), poll(5), poll(0), poll(0), poll(0), poll(0)]).toEqual([
      'due--3',
      'due--2',
      'due--2',
      'due--1',
      'due--3',
      'due--2',
    ]);
  });

  test('a full lane gets a further poll when no other needs one', () => {
    const { see, next } = aRota();
    see('due--2', 'due--1');
    const [first, second, third] = [next(), next(), next()];
    first.turns[0]?.end?.(deliveries(20));
    expect([second.lane(), third.lane(), next().lane(), next().lane()]).toEqual([
      'due--1',
      'due--2',
      'due--2',
      'due--2',
    ]);
  });

  test('what is due is looked for only where a poll has once come back short', () => {
    const { see, poll, next } = aRota();
    see('due--2', 'due--1');
    const early = next('due');
    expect(early.lane()).toBeUndefined();
    early.waiting.unsubscribe();
    expect([poll(20), poll(19)]).toEqual(['due--2', 'due--2']);
    expect(poll(20, 'due')).toBe('due--2');
    expect(poll(20, 'due')).toBe('due--2');
  });

  test('one that was cut off has lost nothing', () => {
    const { see, next } = aRota();
    see('due--1');
    const cut = next();
    const waiting = next();
    cut.turns[0]?.end?.();
    expect(waiting.lane()).toBe('due--1');
  });

  test('whoever has gone takes no turn', () => {
    const { see, next } = aRota();
    const [gone, here] = [next(), next()];
    gone.waiting.unsubscribe();
    see('due--1');
    expect([gone.turns.length, here.lane()]).toEqual([0, 'due--1']);
  });
});

describe('an opening', () => {
  test('is waited for, by the clock as long as the service has not spoken', async () => {
    const { clock, see, next } = aRota();
    see('due-3');
    const waiting = next();
    await clock.advanceBy(3 * MINUTE_MS - 1);
    expect(waiting.lane()).toBeUndefined();
    await clock.advanceBy(1);
    expect(waiting.lane()).toBe('due-3');
    expect(clock.nextTimerMs).toBeUndefined();
  });

  test.each([-2, 2])(
    'is told by queue time once the service has, on a host %i minutes ahead',
    async (minutes) => {
      const { clock, queueTime, see, next } = aRota();
      const servedAtMs = clock.now() - minutes * MINUTE_MS;
      queueTime.observe(aDelivery('a', { servedAtMs, leaseUntilMs: servedAtMs + LEASE_MS }), LEASE_MS);
      see('due-3');
      const waiting = next();
      await clock.advanceBy((3 + minutes) * MINUTE_MS - 1);
      expect(waiting.lane()).toBeUndefined();
      await clock.advanceBy(1);
      expect(waiting.lane()).toBe('due-3');
    },
  );

  test('of one that is waited for ends with the waiting', () => {
    const { clock, see, next } = aRota();
    see('due-3');
    next().waiting.unsubscribe();
    expect(clock.nextTimerMs).toBeUndefined();
  });
});

describe('a lane that a list no longer has', () => {
  test('gets no further turn, and a poll that is open may end', () => {
    const { see, next } = aRota();
    see('due--1');
    const open = next();
    see();
    open.turns[0]?.end?.([]);
    expect(next().lane()).toBeUndefined();
  });

  test('stays when a poll has just brought something', () => {
    const { see, next, poll } = aRota();
    see('due--1');
    const open = next();
    see();
    open.turns[0]?.end?.(deliveries(3));
    expect(poll(0)).toBe('due--1');
  });

  test('stays while we know of messages that are hidden in it, and until a list of after that', async () => {
    const { clock, rota, see, poll } = aRota();
    rota.holds('due--1', NOW_MS + MINUTE_MS);
    see();
    expect(poll(0)).toBe('due--1');
    await clock.advanceBy(MINUTE_MS + 2_000);
    see();
    expect(poll(0)).toBe('due--1');
    await clock.advanceBy(1);
    see();
    expect(poll(0)).toBeUndefined();
  });
});

describe('how long a poll waits', () => {
  test.each([
    ['as long as others do', ['due--1'], 0, 20_000],
    ['up to the next opening', ['due--1'], MINUTE_MS - 5_500, 6_000],
    ['its share, when there are more lanes than polls', ['due--1', 'due--2', 'due--3', 'due--4'], 0, 10_000],
    ['a second at least', Array.from({ length: 60 }, (_, index) => `due--${index + 1}`), 0, 1_000],
  ])('%s', async (_what, lanes, afterMs, waitMs) => {
    const { clock, see, next } = aRota();
    await clock.advanceBy(afterMs);
    see(...lanes);
    expect(next().turns[0]?.waitMs).toBe(waitMs);
  });
});

test('an hour of idle turns forgets nothing', async () => {
  const { clock, see, poll } = aRota();
  for (let spent = 0; spent < HOUR_MS; spent += MINUTE_MS) {
    await clock.advanceBy(MINUTE_MS);
    see('due--1', 'due--2');
    expect(new Set([poll(0), poll(0)])).toEqual(new Set(['due--1', 'due--2']));
  }
});
