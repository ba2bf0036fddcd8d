import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, parseInstant } from './instant.js';

describe('parseInstant', () => {
  test.each([
    ['2026-11-25T04:22:00Z', Date.UTC(2026, 10, 25, 4, 22)],
    ['2026-11-25T04:22:00.5Z', Date.UTC(2026, 10, 25, 4, 22, 0, 500)],
    ['2026-11-25T04:22:00.123Z', Date.UTC(2026, 10, 25, 4, 22, 0, 123)],
    ['2026-11-25t04:22:00z', Date.UTC(2026, 10, 25, 4, 22)],
    ['2026-11-25T04:22:00+05:30', Date.UTC(2026, 10, 24, 22, 52)],
    ['2026-11-25T04:22:00-08:00', Date.UTC(2026, 10, 25, 12, 22)],
    ['2026-11-25T04:22:00-00:00', Date.UTC(2026, 10, 25, 4, 22)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59.999Z', -1],
  ])('reads %s', (text, ms) => expect(parseInstant(text)).toBe(ms));

  test.each([
    ['no offset', '2026-11-25T04:22:00'],
    ['no time', '2026-11-25'],
    ['no seconds', '2026-11-25T04:22Z'],
    ['a space', '2026-11-25 04:22:00Z'],
    ['a date that does not exist', '2026-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['hour 24', '2026-01-01T24:00:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['microseconds', '2026-01-01T00:00:00.123456Z'],
    ['an empty fraction', '2026-01-01T00:00:00.Z'],
    ['an offset of 24 hours', '2026-01-01T00:00:00+24:00'],
    ['an offset without a colon', '2026-01-01T00:00:00+0100'],
    ['an instant before the year 0000', '0000-01-01T00:00:00+01:00'],
    ['five digits of a year', '12026-01-01T00:00:00Z'],
    ['surrounding space', ' 2026-01-01T00:00:00Z'],
    ['a number', '1767571200000'],
    ['not a date', 'NaN'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => expect(parseInstant(text)).toBeUndefined());
});

describe('formatInstant', () => {
  test('writes UTC with milliseconds', () => {
    expect(formatInstant(Date.UTC(2026, 10, 25, 4, 22))).toBe('2026-11-25T04:22:00.000Z');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Date.UTC(10_000, 0, 1), Date.UTC(-1, 0, 1)])(
    'refuses %d',
    (ms) => expect(() => formatInstant(ms)).toThrow(RangeError),
  );

  test('is read back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (ms) => {
        expect(parseInstant(formatInstant(ms))).toBe(ms);
      }),
    );
  });
});
