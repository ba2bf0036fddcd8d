import { expect, test } from '@jest/globals';
import type { Report } from './report.js';
import { verdictLines } from './verdict.js';

const GOOD: Report = {
  published: 2,
  handled: 2,
  unique: 2,
  early: 0,
  lost: 0,
  duplicates: { total: 0, byCause: {} },
  holds: 3,
  maxDeliveries: 4,
  calls: { put: 1, get: 2, emptyGet: 3, push: 0, update: 4, delete: 5, other: 6 },
  callsPerMessage: 2,
  latenessMs: { p50: 1, p99: 2, max: 3 },
  realtimeLatenessMs: { p50: 4, p99: 5, max: 6 },
  peakClientMb: 157,
  wallMs: 7_300,
};
const textOf = (report: Report): string => verdictLines(report, '/records').join('\n');

test('a good run says so, with calls, price and records', () => {
  expect(textOf(GOOD)).toMatch(
    /Nothing early, nothing lost\. 2 calls a message, about \$0\.80 for a million messages/,
  );
  expect(textOf(GOOD)).toContain('Records: /records');
});

test.each<[string, Partial<Report>, RegExp]>([
  ['early and lost', { early: 3, lost: 1 }, /FAILED: 3 early, 1 lost, 0 duplicates unexplained/],
  [
    'unexplained',
    { duplicates: { total: 2, byCause: { unexplained: 2 } } },
    /FAILED: .* 2 duplicates unexplained/,
  ],
  [
    'explained',
    { duplicates: { total: 2, byCause: { kill: 2 } } },
    /duplicates +2 \(kill 2\)[^]*Nothing early/,
  ],
  ['no live leg', { realtimeLatenessMs: null }, /live lateness +not measured/],
  ['unknown memory', { peakClientMb: null }, /client memory +not measured/],
])('%s', (_name, overrides, expected) => {
  expect(textOf({ ...GOOD, ...overrides })).toMatch(expected);
});

test('a stopped run does not call lost what it did not get to', () => {
  const text = verdictLines({ ...GOOD, published: 5, lost: 3 }, '/records', true).join('\n');
  expect(text).toMatch(/Stopped: 2 of 5 messages handled so far, 0 early/);
  expect(text).not.toContain('FAILED');
});
