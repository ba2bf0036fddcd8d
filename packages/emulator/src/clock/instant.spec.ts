import { expect, test } from '@jest/globals';
import { readInstant } from './instant.js';

test.each([
  ['2026-01-05T00:00:00Z', Date.UTC(2026, 0, 5)],
  ['2026-01-05T01:30:00.25+01:30', Date.UTC(2026, 0, 5) + 250],
  ['2026-01-05', undefined],
  ['2026-01-05T00:00:00', undefined],
  ['2026-02-30T00:00:00Z', undefined],
  ['2026-01-05T24:01:00Z', undefined],
  ['now', undefined],
  ['', undefined],
])('the instant %j is %p', (text, expected) => {
  expect(readInstant(text)).toBe(expected);
});
