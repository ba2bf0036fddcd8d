import { expect, test } from '@jest/globals';
import { aStart } from './spec-support/a-start.js';
import { dayOf, storyOf, table, weekTime } from './words.js';

const MONDAY_MS = Date.UTC(2026, 0, 5);
const THURSDAY_9_MS = Date.UTC(2026, 0, 8, 9);

test.each([
  [MONDAY_MS, 'Mon 00:00:00', 0],
  [THURSDAY_9_MS, 'Thu 09:00:00', 3],
  [MONDAY_MS - 1, 'Sun 23:59:59', -1],
])('%i is %s, day %i of the week', (atMs, time, day) => {
  expect([weekTime(atMs), dayOf(atMs) - dayOf(MONDAY_MS)]).toEqual([time, day]);
});

test.each([
  [2.4, 'Thu 09:00:00 invoice-0231 · waited 3d 9h · 7 holds · 2 ms late · consumer-2'],
  [-1_500, 'Thu 08:59:58 invoice-0231 · waited 3d 9h · 7 holds · 1s 500ms EARLY · consumer-2'],
])('the story of a message that is %d ms late', (lateMs, story) => {
  const start = aStart({
    key: 'invoice-0231',
    consumer: 'consumer-2',
    holds: 7,
    atMs: THURSDAY_9_MS + lateMs,
  });
  expect(storyOf(start, THURSDAY_9_MS, MONDAY_MS)).toBe(story);
});

test('names stand in a column', () => {
  expect(
    table([
      ['a', 1],
      ['long', 'x'],
    ]),
  ).toBe('  a     1\n  long  x');
});
