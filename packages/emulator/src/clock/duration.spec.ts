import { describe, expect, test } from '@jest/globals';
import { durationMs, ISO_DURATION } from './duration.js';

describe('a duration', () => {
  test.each([
    ['PT0S', 0],
    ['PT0.5S', 500],
    ['PT0,001S', 1],
    ['PT12H', 43_200_000],
    ['P1D', 86_400_000],
    ['P1W', 604_800_000],
    ['P1DT2H3M4.005S', 93_784_005],
    ['PT36H', 129_600_000],
    ['PT0.1H', 360_000],
  ])('%s has %d ms', (text, expected) => {
    expect(ISO_DURATION.test(text)).toBe(true);
    expect(durationMs(text)).toBe(expected);
  });

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    '12H',
    'PT12',
    'P12H',
    'PT1D',
    'P1Y',
    'P1M',
    '-PT1H',
    'PT-1H',
    'pt1h',
    'PT1H ',
    'PT1.S',
    `PT${'9'.repeat(16)}S`,
  ])('%j is none', (text) => {
    expect(ISO_DURATION.test(text)).toBe(false);
  });
});
