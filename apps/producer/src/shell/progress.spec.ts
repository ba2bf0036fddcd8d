import { expect, test } from '@jest/globals';
import { barText, progressOn } from './progress.js';

const shown = (isInteractive: boolean, total: number, steps: readonly number[], what?: string): string => {
  let text = '';
  const progress = progressOn(
    { isInteractive, output: () => undefined, error: (more) => (text += more) },
    total,
    what,
  );
  for (const done of steps) progress.show(done);
  progress.end();
  return text;
};

test.each([
  [0, `[${'.'.repeat(30)}] 0 % 0/600`],
  [300, `[${'#'.repeat(15)}${'.'.repeat(15)}] 50 % 300/600`],
  [599, `[${'#'.repeat(29)}.] 99 % 599/600`],
  [600, `[${'#'.repeat(30)}] 100 % 600/600`],
])('the bar at %i of 600', (done, text) => expect(barText(done, 600)).toBe(text));

test.each([
  [
    'a line for each tenth, jumps in one',
    false,
    [5, 10, 19, 20, 75, 100],
    '10 % 10/100\n20 % 20/100\n70 % 75/100\n100 % 100/100\n',
  ],
  ['nothing happened', false, [], ''],
  ['a bar that was never drawn leaves no empty line', true, [], ''],
])('%s', (_name, isInteractive, steps, text) => expect(shown(isInteractive, 100, steps)).toBe(text));

test('a bar is drawn over itself and left at the end', () => {
  expect(shown(true, 2, [1, 2])).toBe(`\r${barText(1, 2)}\r${barText(2, 2)}\n`);
});

test('what is counted is named when a run counts more than one thing', () => {
  expect(shown(true, 2, [2], 'published')).toBe(`\r${barText(2, 2)} published\n`);
  expect(shown(false, 2, [2], 'published')).toBe('100 % 2/2 published\n');
});
