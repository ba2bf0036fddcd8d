import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, median, table } from './figures.mjs';

const cost = { name: 'cost', unit: 'x', target: 2 };

test('the median is the middle, whatever the order', () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
});

test('one slow run does not miss a target, a slow middle does', () => {
  assert.equal(figure({ ...cost, values: [1, 9, 2] }).isMet, true);
  assert.equal(figure({ ...cost, values: [1, 3, 2.5] }).isMet, false);
});

test('a short run has slack, and says so', () => {
  const short = figure({ ...cost, values: [2.5], slack: 1.5 });
  assert.equal(short.isMet, true);
  assert.match(table([short]), /within the slack/);
  assert.equal(figure({ ...cost, values: [3.1], slack: 1.5 }).isMet, false);
});

test('the table shows target, measured, spread and verdict', () =>
  assert.match(
    table([figure({ ...cost, values: [1, 2, 4] }), figure({ ...cost, name: 'other', values: [123.4] })]),
    /cost\s+≤ 2\s+2\.00 x\s+1\.00 to 4\.00\s+3\s+met\nother\s+≤ 2\s+123 x\s+123 to 123\s+1\s+MISSED/,
  ));

test('a figure without a target has no verdict', () => {
  const shown = figure({ ...cost, target: undefined, values: [1e9] });
  assert.equal(shown.isMet, true);
  assert.match(table([shown]), /1\s*$/);
});
