import { describe, expect, test } from '@jest/globals';
import { NO_FIGURES } from './call-counts.js';
import type { LegFigures } from './leg-figures.js';
import { isGood, reportOf, type ReportParts } from './report.js';

const leg = (overrides: Partial<LegFigures> = {}): LegFigures => ({
  published: 2,
  handled: 2,
  unique: 2,
  early: 0,
  lost: 0,
  duplicates: { total: 0, byCause: {} },
  lateness: { p50: 1, p99: 2, max: 3 },
  ...overrides,
});
const parts = (overrides: Partial<ReportParts> = {}): ReportParts => ({
  week: leg(),
  queue: {
    ...NO_FIGURES,
    calls: { put: 1, get: 1, emptyGet: 50, push: 0, update: 1, delete: 1, other: 1 },
    holds: 4,
    maxDeliveries: 3,
  },
  live: leg({ lateness: { p50: 4, p99: 5, max: 6 } }),
  peakClientMb: 100,
  wallMs: 12.4,
  ...overrides,
});

describe('reportOf', () => {
  test('counts, calls and lateness are of the week; early, lost and duplicates of both legs', () => {
    const live = leg({ early: 1, lost: 2, duplicates: { total: 3, byCause: { pause: 1, kill: 2 } } });
    const week = leg({ early: 4, lost: 5, duplicates: { total: 6, byCause: { kill: 6 } } });
    expect(reportOf(parts({ week, live }))).toEqual({
      published: 2,
      handled: 2,
      unique: 2,
      early: 5,
      lost: 7,
      duplicates: { total: 9, byCause: { kill: 8, pause: 1 } },
      holds: 4,
      maxDeliveries: 3,
      calls: { put: 1, get: 1, emptyGet: 50, push: 0, update: 1, delete: 1, other: 1 },
      callsPerMessage: 2.5,
      latenessMs: { p50: 1, p99: 2, max: 3 },
      realtimeLatenessMs: { p50: 1, p99: 2, max: 3 },
      peakClientMb: 100,
      wallMs: 12,
    });
  });

  test('a run that ended before the live leg says so', () => {
    expect(reportOf(parts({ live: undefined })).realtimeLatenessMs).toBeNull();
  });

  test('nothing published is no division by zero', () => {
    expect(reportOf(parts({ week: leg({ published: 0 }) })).callsPerMessage).toBe(0);
  });
});

test.each<[string, Partial<LegFigures>, boolean]>([
  ['all well', {}, true],
  ['one early', { early: 1 }, false],
  ['one lost', { lost: 1 }, false],
  ['an unexplained duplicate', { duplicates: { total: 1, byCause: { unexplained: 1 } } }, false],
  ['an explained duplicate', { duplicates: { total: 1, byCause: { kill: 1 } } }, true],
])('verdict: %s', (_name, overrides, good) => {
  expect(isGood(reportOf(parts({ week: leg(overrides) })))).toBe(good);
  expect(isGood(reportOf(parts({ live: leg(overrides) })))).toBe(good);
});
