import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anInput, DAY, HOUR, MINUTE, NOW, SECOND, stamped } from '../spec-support/policy-input.js';
import { dueGate } from './due-gate.js';
import { spreadOffsetMs } from './spread.js';

const SPREAD = 10 * MINUTE;

describe('the offset of a spread', () => {
  test('is the same for all of one second, whatever the batch', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), fc.nat(999), fc.nat(HOUR), (second, ms, spreadMs) => {
        const offsetMs = spreadOffsetMs(second * 1_000, spreadMs);
        expect(offsetMs).toBeGreaterThanOrEqual(0);
        expect(offsetMs).toBeLessThanOrEqual(spreadMs);
        expect(spreadOffsetMs(second * 1_000 + ms, spreadMs)).toBe(offsetMs);
      }),
    ));

  test('scatters the seconds of a flood evenly over the spread', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let second = 0; second < 10_000; second += 1) {
      const tenth = Math.floor((spreadOffsetMs(NOW + second * SECOND, SPREAD) / (SPREAD + 1)) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  test('of no spread is none', () => expect(spreadOffsetMs(NOW, 0)).toBe(0));
});

describe('a gate with a spread', () => {
  const until = (delayMs: number): number => {
    const decision = dueGate({ spreadMs: SPREAD })(anInput({ reading: stamped({ dueAtMs: NOW + delayMs }) }));
    return decision?.kind === 'hold' ? decision.untilMs - NOW : Number.NaN;
  };

  test('shortens a full hop', () => {
    expect(until(3 * DAY)).toBe(12 * HOUR + SECOND - 1 - spreadOffsetMs(NOW, SPREAD));
    expect(until(3 * DAY)).toBeLessThan(12 * HOUR);
  });

  test('leaves the last hop, which ends at the due time', () => expect(until(11 * HOUR)).toBe(11 * HOUR));

  test('takes no more than half of a hop, where hides are short', () => {
    for (let second = 0; second < 200; second += 1) {
      const nowMs = NOW + second * SECOND;
      const input = { reading: stamped({ dueAtMs: NOW + DAY }), nowMs, limits: { maxHideMs: 10 * MINUTE } };
      const decision = dueGate({ spreadMs: HOUR })(anInput(input));
      expect(decision?.kind === 'hold' && decision.untilMs - nowMs).toBeGreaterThanOrEqual(5 * MINUTE);
    }
  });

  test.each([-1, HOUR + 1, Number.NaN])('of %d ms is refused', (spreadMs) =>
    expect(() => dueGate({ spreadMs })).toThrow(`spreadMs ${spreadMs}: give 0 to 3600000`),
  );
});
