import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { laneName, openingOf } from './lane-name.js';

const MINUTE_MS = 60_000;

describe('the name of a due lane', () => {
  test.each([
    [Date.UTC(2026, 10, 25, 4), 'due-20261125T0400'],
    [Date.UTC(2026, 0, 1), 'due-20260101T0000'],
    [Date.UTC(2024, 1, 29, 23, 59), 'due-20240229T2359'],
    [0, 'due-19700101T0000'],
    [Date.UTC(9999, 11, 31, 23, 59), 'due-99991231T2359'],
  ])('%i is %s, and back', (opensAtMs, name) => {
    expect(laneName(opensAtMs)).toBe(name);
    expect(openingOf(name)).toBe(opensAtMs);
  });

  test('is a channel id that every client can send', () => {
    expect(laneName(Date.UTC(2026, 10, 25, 4))).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  test.each([
    'ready',
    'dead',
    '',
    'due-',
    'due-20261125T04',
    'due-20261125T040000',
    'due-20261125T0400Z',
    'due-20261125t0400',
    'Due-20261125T0400',
    ' due-20261125T0400',
    'due-20261125T0400\n',
    'due-20261325T0400',
    'due-20260230T0400',
    'due-20260229T0400',
    'due-20261125T2400',
    'due-20261125T0460',
    'due-2026-11-25T0400',
    'due-٢0261125T0400',
    'overdue-20261125T0400',
  ])('%j is not one', (lane) => expect(openingOf(lane)).toBeUndefined());

  test('sorts as its instant does, and comes back exactly', () => {
    const minute = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / MINUTE_MS });
    fc.assert(
      fc.property(minute, minute, (a, b) => {
        const [one, other] = [laneName(a * MINUTE_MS), laneName(b * MINUTE_MS)];
        expect(openingOf(one)).toBe(a * MINUTE_MS);
        expect(one < other).toBe(a < b);
      }),
    );
  });
});
