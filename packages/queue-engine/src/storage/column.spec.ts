import { expect, test } from '@jest/globals';
import { Column } from './column.js';

test.each([
  ['doubles', Column.ofDoubles(), 0, 1_764_000_000_000.5],
  ['integers', Column.ofIntegers(), 0, -(2 ** 31)],
  ['values', Column.ofValues<number>(), undefined, 7],
] as const)('%s keep what was written, wherever, and are empty elsewhere', (_kind, column, empty, value) => {
  const rows = [0, 5, 1_023, 1_024, 70_000];
  for (const row of rows) column.set(row, value);
  for (const row of rows) expect(column.get(row)).toBe(value);
  for (const row of [1, 1_025, 3_000, 69_999, 1e9]) expect(column.get(row)).toBe(empty);
  column.set(5, empty as never);
  expect(column.get(5)).toBe(empty);
});
