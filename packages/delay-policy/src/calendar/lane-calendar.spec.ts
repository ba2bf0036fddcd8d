import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../spec-support/policy-input.js';
import { channelsNeeded, WIDTHS_MS } from './channel-budget.js';
import { laneCalendar, type LaneCalendarOptions } from './lane-calendar.js';

const LEASE = 30 * SECOND;
const aCalendar = (options: Partial<LaneCalendarOptions> = {}) =>
  laneCalendar({ retentionMs: 7 * DAY, ...options });

describe('the lane of a due time', () => {
  test.each([
    // [what, due, now, lane]
    ['already due', NOW - 1, NOW, 'ready'],
    ['due now', NOW, NOW, 'ready'],
    ['in the hour that has begun', NOW + 40 * MINUTE, NOW + 10 * MINUTE, 'ready'],
    ['a lead after the next opening', NOW + HOUR + 60 * SECOND, NOW, 'due-20260105T0100'],
    ['a millisecond less than that', NOW + HOUR + 60 * SECOND - 1, NOW, 'ready'],
    ['just before the lane after it', NOW + 2 * HOUR + 60 * SECOND - 1, NOW, 'due-20260105T0100'],
    ['in a lane that is closing', NOW + HOUR + 60 * SECOND, NOW + HOUR - 30 * SECOND, 'ready'],
    ['in a lane that is about to close', NOW + HOUR + 60 * SECOND, NOW + HOUR - 30_001, 'due-20260105T0100'],
    ['in three days', NOW + 3 * DAY + 30 * MINUTE, NOW, 'due-20260108T0000'],
    ['as late as one lease before it expires', NOW + 7 * DAY - LEASE, NOW, 'due-20260111T2300'],
    ['not a number', Number.NaN, NOW, 'ready'],
  ])('exact, %s', (_what, dueAtMs, nowMs, lane) => {
    expect(aCalendar().laneFor(dueAtMs, nowMs)).toBe(lane);
  });

  test.each([
    ['already due', NOW - 1, NOW, 'ready'],
    ['due now', NOW + 1, NOW + 1, 'ready'],
    ['due at an opening', NOW + 2 * HOUR, NOW, 'due-20260105T0200'],
    ['a millisecond after it', NOW + 2 * HOUR + 1, NOW, 'due-20260105T0300'],
    ['in this hour', NOW + 10 * MINUTE, NOW + MINUTE, 'due-20260105T0100'],
    ['in a lane that is closing', NOW + HOUR - 1, NOW + HOUR - 2, 'ready'],
    // Its late lane would open after it has expired: it gets the exact one.
    ['as late as one lease before it expires', NOW + 7 * DAY - LEASE, NOW, 'due-20260111T2300'],
  ])('late, %s', (_what, dueAtMs, nowMs, lane) => {
    expect(aCalendar({ mode: 'late' }).laneFor(dueAtMs, nowMs)).toBe(lane);
  });

  test.each([
    { widthMs: MINUTE, horizonMs: 2 * HOUR, lane: 'due-20260105T0121' },
    { widthMs: 15 * MINUTE, horizonMs: DAY, lane: 'due-20260105T0115' },
    { widthMs: HOUR, horizonMs: DAY, lane: 'due-20260105T0100' },
  ])('a width of $widthMs ms: $lane', ({ lane, ...widths }) => {
    expect(aCalendar(widths).laneFor(NOW + 82 * MINUTE, NOW)).toBe(lane);
  });

  test('a day on which clocks change is a day like any other', () => {
    const springMs = Date.UTC(2026, 2, 29);
    const lanes = Array.from({ length: 24 }, (_, hour) =>
      aCalendar().laneFor(springMs + hour * HOUR + 30 * MINUTE, springMs - DAY),
    );
    expect(lanes.at(1)).toBe('due-20260329T0100');
    expect(new Set(lanes).size).toBe(24);
  });

  test('over the turn of a year', () => {
    const nowMs = Date.UTC(2026, 11, 31, 12);
    expect(aCalendar().laneFor(nowMs + DAY, nowMs)).toBe('due-20270101T1100');
  });

  test('beyond the year 9999 a lane has no name', () => {
    const nowMs = Date.UTC(9999, 11, 31, 12);
    expect(aCalendar().laneFor(nowMs + DAY, nowMs)).toBe('ready');
  });

  test('a calendar with a nearer horizon has it wait in the last lane', () => {
    const calendar = aCalendar({ widthMs: 15 * MINUTE, horizonMs: 2 * DAY });
    expect(calendar.laneFor(NOW + 5 * DAY, NOW + MINUTE)).toBe('due-20260107T0000');
  });
});

describe('a due time that the message does not live to see', () => {
  test.each([
    ['the first after the last that fits', 7 * DAY - LEASE + 1],
    ['in 30 days', 30 * DAY],
    ['in 30 years', 30 * 365 * DAY],
    ['never', Number.POSITIVE_INFINITY],
  ])('%s: wakes in time for a successor', (_what, delayMs) => {
    for (const mode of ['exact', 'late'] as const)
      expect(aCalendar({ mode }).laneFor(NOW + delayMs, NOW)).toBe('due-20260111T2300');
  });

  test('leaves at least a quarter of an hour for it, and at most that and a lane', () => {
    const instant = fc.integer({ min: NOW, max: NOW + DAY });
    fc.assert(
      fc.property(instant, (nowMs) => {
        const calendar = aCalendar();
        const restMs =
          nowMs + 7 * DAY - (calendar.opensAtMs(calendar.laneFor(nowMs + 30 * DAY, nowMs)) ?? Number.NaN);
        expect(restMs).toBeGreaterThanOrEqual(15 * MINUTE);
        expect(restMs).toBeLessThanOrEqual(15 * MINUTE + HOUR);
      }),
    );
  });

  test('over a retention that is hardly a lane waits in ready', () => {
    expect(aCalendar({ retentionMs: HOUR }).laneFor(NOW + DAY, NOW + MINUTE)).toBe('ready');
  });
});

describe('whatever the settings', () => {
  const someCase = fc
    .record({
      widthMs: fc.constantFrom(...WIDTHS_MS),
      retentionMs: fc.integer({ min: 10, max: 604_800 }).map((seconds) => seconds * SECOND),
      leadMs: fc.nat({ max: 5 * MINUTE }),
      closingMs: fc.nat({ max: 5 * MINUTE }),
      nowMs: fc.integer({ min: NOW, max: NOW + DAY }),
      delayMs: fc.integer({ min: 1, max: 60 * DAY }),
    })
    .filter(({ widthMs, retentionMs }) => channelsNeeded(retentionMs, widthMs) <= 256);

  test('an exact lane is open a lead before anything in it is due', () => {
    fc.assert(
      fc.property(someCase, ({ nowMs, delayMs, ...options }) => {
        const calendar = laneCalendar(options);
        const opensAtMs = calendar.opensAtMs(calendar.laneFor(nowMs + delayMs, nowMs));
        if (opensAtMs === undefined) return;
        expect(opensAtMs).toBeLessThanOrEqual(nowMs + delayMs - options.leadMs);
        expect(opensAtMs).toBeGreaterThan(nowMs + options.closingMs);
        expect(opensAtMs % options.widthMs).toBe(0);
      }),
    );
  });

  test('in a late lane everything is due when it opens, where it lives that long, and no later than a width after', () => {
    fc.assert(
      fc.property(someCase, ({ nowMs, delayMs, ...options }) => {
        const calendar = laneCalendar({ ...options, mode: 'late' });
        const dueAtMs = nowMs + delayMs;
        const opensAtMs = calendar.opensAtMs(calendar.laneFor(dueAtMs, nowMs));
        if (opensAtMs === undefined) return;
        const lastCallMs = nowMs + options.retentionMs - LEASE;
        const fits =
          dueAtMs <= lastCallMs && Math.ceil(dueAtMs / options.widthMs) * options.widthMs <= lastCallMs;
        if (fits) expect(opensAtMs).toBeGreaterThanOrEqual(dueAtMs);
        expect(opensAtMs - dueAtMs).toBeLessThan(options.widthMs);
      }),
    );
  });

  test('every lane opens before its message expires', () => {
    const mode = fc.constantFrom('exact' as const, 'late' as const);
    fc.assert(
      fc.property(someCase, mode, ({ nowMs, delayMs, ...options }, placing) => {
        const calendar = laneCalendar({ ...options, mode: placing });
        const opensAtMs = calendar.opensAtMs(calendar.laneFor(nowMs + delayMs, nowMs)) ?? nowMs;
        expect(opensAtMs).toBeLessThanOrEqual(nowMs + Math.max(0, options.retentionMs - LEASE));
      }),
    );
  });

  test('there are never more lanes at once than were counted', () => {
    fc.assert(
      fc.property(someCase, ({ nowMs, widthMs, ...options }) => {
        const calendar = laneCalendar({ widthMs, ...options });
        const lanes = new Set<string>();
        for (let delayMs = 0; delayMs <= options.retentionMs; delayMs += widthMs / 2)
          lanes.add(calendar.laneFor(nowMs + delayMs, nowMs));
        expect(lanes.size + 1).toBeLessThanOrEqual(channelsNeeded(options.retentionMs, widthMs));
      }),
      { numRuns: 50 },
    );
  });
});

describe('openings', () => {
  test.each([
    [HOUR, NOW, NOW + HOUR],
    [HOUR, NOW - 1, NOW],
    [15 * MINUTE, NOW + 16 * MINUTE, NOW + 30 * MINUTE],
    [DAY, NOW + 1, NOW + DAY],
  ])('of lanes of %i ms, the first after %i is at %i', (widthMs, afterMs, nextMs) => {
    const calendar = aCalendar({ widthMs, horizonMs: DAY });
    expect(calendar.nextOpeningMs(afterMs)).toBe(nextMs);
  });

  test('a lane of another width is read all the same', () => {
    expect(aCalendar().opensAtMs('due-20260105T0015')).toBe(NOW + 15 * MINUTE);
  });
});

describe('settings that cannot be', () => {
  test.each<[Partial<LaneCalendarOptions>, string]>([
    [{ widthMs: 30 * SECOND }, 'widthMs is 30000 ms'],
    [{ widthMs: 7 * MINUTE }, 'whole minutes that divide a day'],
    [{ widthMs: 2 * DAY }, 'widthMs is'],
    [{ widthMs: 0 }, 'widthMs is 0'],
    [{ widthMs: Number.NaN }, 'widthMs is NaN'],
    [{ retentionMs: 0 }, 'retentionMs is 0'],
    [{ retentionMs: Number.POSITIVE_INFINITY }, 'retentionMs is Infinity'],
    [{ leadMs: -1 }, 'leadMs is -1'],
    [{ closingMs: Number.NaN }, 'closingMs is NaN'],
    [{ horizonMs: 8 * DAY }, 'the queue keeps messages for 7d only'],
    [{ horizonMs: -1 }, 'horizonMs is -1'],
    [
      { widthMs: 15 * MINUTE },
      'lanes of 15m over 7d need 675 channels and a queue has 256 (OCI limit, documented): use lanes of 40m or more, or give a shorter horizonMs',
    ],
  ])('%j', (options, text) => {
    expect(() => aCalendar(options)).toThrow(RangeError);
    expect(() => aCalendar(options)).toThrow(text);
  });

  test('15 minutes fit two days, 40 minutes a week', () => {
    expect(() => aCalendar({ widthMs: 15 * MINUTE, horizonMs: 2 * DAY })).not.toThrow();
    expect(() => aCalendar({ widthMs: 40 * MINUTE })).not.toThrow();
  });
});
