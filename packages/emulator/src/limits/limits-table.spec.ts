import { expect, test } from '@jest/globals';
import { limitsTable } from './limits-table.js';
import { OCI_LIMITS, withLimits, type LimitOverrides } from './limits.js';
import { MODES, withModes } from './modes.js';

const lineOf = (table: string, name: string): string | undefined =>
  table.split('\n').find((line) => line.startsWith(`${name} `));

test('the table has a line for each limit and each mode, with how well it is known', () => {
  const table = limitsTable();
  for (const name of [...Object.keys(OCI_LIMITS), ...Object.keys(MODES)]) {
    expect(lineOf(table, name)).toBeDefined();
  }
  expect(lineOf(table, 'visibility')).toMatch(/^visibility +0 +43200 +s +documented +OCI Queue: /);
  expect(lineOf(table, 'pastRetention')).toMatch(/^pastRetention +clamp +clamp \| reject +unknown +\S/);
});

test('the table shows what differs from OCI Queue', () => {
  const table = limitsTable(
    withLimits({ inFlight: 7, channels: 'off' }),
    withModes({ pastRetention: 'reject' }),
  );
  expect(lineOf(table, 'inFlight')).toMatch(/^inFlight +0 +7 /);
  expect(lineOf(table, 'channels')).toMatch(/^channels +0 +off /);
  expect(lineOf(table, 'pastRetention')).toMatch(/^pastRetention +reject /);
});

test.each([
  [{ batch: 0 }, /Limit batch cannot be 0: it is 1 entries or more, or "off"/],
  [{ polling: Number.NaN }, /Limit polling cannot be NaN/],
  [{ size: 1 }, /There is no limit "size". Use one of: batch, /],
  [{ valueOf: 1 }, /There is no limit "valueOf"/],
])('limits cannot be %j', (overrides, message) => {
  expect(() => withLimits(overrides as LimitOverrides)).toThrow(message);
});
