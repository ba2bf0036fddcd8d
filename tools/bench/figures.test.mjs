import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, median, slackOf, table } from './figures.mjs';

const cost = { name: 'cost', unit: 'x', target: 2 };

test('the median is the middle, whatever the order', () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
});

test('one slow run does not miss a target, a slow middle does', () => {
  assert.equal(figure({ ...cost, values: [1, 9, 2] }).isFailure, false);
  assert.equal(figure({ ...cost, values: [1, 3, 2.5] }).isFailure, true);
});

test('a short run shows a time that is beyond its target, and fails only at what no machine explains', () => {
  const short = (value) => figure({ ...cost, values: [value], slack: slackOf({ quick: true }).time });
  assert.equal(short(7.9).isFailure, false);
  assert.match(table([short(7.9)]), /missed; a short run fails beyond 8\.00/);
  assert.equal(short(8.1).isFailure, true);
  assert.match(table([short(8.1)]), /MISSED/);
});

test('a short run does not fail at a time in milliseconds that a busy machine explains', () => {
  const short = (value) => figure({ ...cost, values: [value], slack: slackOf({ quick: true }).milliseconds });
  assert.equal(short(39).isFailure, false);
  assert.equal(short(41).isFailure, true);
});

for (const what of ['growth', 'memory']) {
  test(`a short run fails at a ${what} that is beyond its target by half`, () => {
    const short = (value) => figure({ ...cost, values: [value], slack: slackOf({ quick: true })[what] });
    assert.equal(short(2.9).isFailure, false);
    assert.equal(short(3.1).isFailure, true);
  });
}

for (const what of ['time', 'milliseconds', 'growth', 'memory']) {
  test(`a full run has no slack for ${what}`, () =>
    assert.equal(
      figure({ ...cost, values: [2.01], slack: slackOf({ quick: false })[what] }).isFailure,
      true,
    ));
}

test('the table shows target, measured, spread and verdict', () =>
  assert.match(
    table([figure({ ...cost, values: [1, 2, 4] }), figure({ ...cost, name: 'other', values: [123.4] })]),
    /cost\s+≤ 2\s+2\.00 x\s+1\.00 to 4\.00\s+3\s+met\nother\s+≤ 2\s+123 x\s+123 to 123\s+1\s+MISSED/,
  ));

test('a figure without a target has no verdict', () => {
  const shown = figure({ ...cost, target: undefined, values: [1e9] });
  assert.equal(shown.isFailure, false);
  assert.match(table([shown]), /1\s*$/);
});
