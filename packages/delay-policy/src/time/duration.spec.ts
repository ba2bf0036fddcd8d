import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.js';

describe('parseDuration', () => {
  test.each([
    ['3d4h', 273_600_000],
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['250ms', 250],
    ['1m250ms', 60_250],
    ['2w', 1_209_600_000],
    ['0s', 0],
    ['1w1d1h1m1s1ms', 694_861_001],
    ['36h', 129_600_000],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each([
    '',
    ' ',
    '3',
    '3 d',
    '3d 4h',
    ' 3d',
    '3d\n',
    '-3d',
    '+3d',
    '1.5h',
    '1,5h',
    '4h3d',
    '3d3d',
    '3D',
    'd',
    '3y',
    '1e3s',
    '٣s',
  ])('refuses %j', (text) => expect(parseDuration(text)).toBeUndefined());

  test('refuses what exact integers cannot hold', () => {
    expect(parseDuration('9007199254740991ms')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseDuration('9007199254740992ms')).toBeUndefined();
    expect(parseDuration('9999999999999999w')).toBeUndefined();
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0s'],
    [291_600_000, '3d 9h'],
    [90_000, '1m 30s'],
    [604_800_000, '7d'],
    [86_400_001, '1d 1ms'],
    [-5_000, '-5s'],
    [0.4, '0s'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  test('is read back exactly once its spaces are gone', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (ms) => {
        expect(parseDuration(formatDuration(ms).replaceAll(' ', ''))).toBe(ms);
      }),
    );
  });
});
