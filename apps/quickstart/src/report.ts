import type { DurationMs } from '@snoozeq/core';
import { paidCalls, type CallCounts, type QueueFigures } from './call-counts.js';
import type { DuplicateCause, Duplicates } from './duplicates.js';
import type { Lateness, LegFigures } from './leg-figures.js';

/** What a run shows. Counts, calls, `latenessMs` and `wallMs` cover the week; early, lost and duplicates cover both legs. */
export interface Report {
  readonly published: number;
  readonly handled: number;
  readonly unique: number;
  readonly early: number;
  readonly lost: number;
  readonly duplicates: Duplicates;
  readonly holds: number;
  readonly maxDeliveries: number;
  readonly calls: CallCounts;
  readonly callsPerMessage: number;
  readonly latenessMs: Lateness;
  readonly realtimeLatenessMs: Lateness | null;
  /** Producer and consumers together, proportional set size; null where the system does not tell. */
  readonly peakClientMb: number | null;
  readonly wallMs: DurationMs;
}

export interface ReportParts {
  readonly week: LegFigures;
  readonly queue: QueueFigures;
  /** Absent when the run ended before it. */
  readonly live: LegFigures | undefined;
  readonly peakClientMb: number | null;
  readonly wallMs: DurationMs;
}

export const reportOf = ({ week, queue, live, peakClientMb, wallMs }: ReportParts): Report => ({
  published: week.published,
  handled: week.handled,
  unique: week.unique,
  early: week.early + (live?.early ?? 0),
  lost: week.lost + (live?.lost ?? 0),
  duplicates: add(week.duplicates, live?.duplicates),
  holds: queue.holds,
  maxDeliveries: queue.maxDeliveries,
  calls: queue.calls,
  callsPerMessage:
    week.published === 0 ? 0 : Math.round((1_000 * paidCalls(queue.calls)) / week.published) / 1_000,
  latenessMs: week.lateness,
  realtimeLatenessMs: live?.lateness ?? null,
  peakClientMb,
  wallMs: Math.round(wallMs),
});

/** Nothing early, nothing lost, and every duplicate explained. */
export const isGood = ({ early, lost, duplicates }: Report): boolean =>
  early === 0 && lost === 0 && (duplicates.byCause.unexplained ?? 0) === 0;

const add = (one: Duplicates, other: Duplicates = { total: 0, byCause: {} }): Duplicates => {
  const causes = new Set([...Object.keys(one.byCause), ...Object.keys(other.byCause)] as DuplicateCause[]);
  const sum = (cause: DuplicateCause): number => (one.byCause[cause] ?? 0) + (other.byCause[cause] ?? 0);
  return {
    total: one.total + other.total,
    byCause: Object.fromEntries([...causes].map((cause) => [cause, sum(cause)])),
  };
};
