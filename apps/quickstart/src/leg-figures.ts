import type { DurationMs, EpochMs } from '@snoozeq/core';
import { duplicatesOf, type Duplicates } from './duplicates.js';
import type { PublishedRecord, StartRecord } from './records.js';

/** What was written down about one leg. */
export interface LegRecords {
  readonly published: readonly PublishedRecord[];
  readonly starts: readonly StartRecord[];
  /** Due time of each line of the input, read from the input itself. */
  readonly dueAtMs: ReadonlyMap<number, EpochMs>;
  readonly killed: ReadonlySet<string>;
}

export interface LegFigures {
  readonly published: number;
  /** Handler starts. */
  readonly handled: number;
  /** Messages that were started at least once. */
  readonly unique: number;
  /** Starts before the due time. */
  readonly early: number;
  /** Messages that were never started. */
  readonly lost: number;
  readonly duplicates: Duplicates;
  readonly lateness: Lateness;
}

/** Of all starts, in milliseconds of queue time; an early start counts as negative. */
export interface Lateness {
  readonly p50: DurationMs;
  readonly p99: DurationMs;
  readonly max: DurationMs;
}

export const legFigures = ({ published, starts, dueAtMs, killed }: LegRecords): LegFigures => {
  const dueById = new Map(
    published.map(({ id, line }) => [id, dueAtMs.get(line) ?? Number.POSITIVE_INFINITY]),
  );
  const lateness = starts.map(({ id, atMs }) => atMs - (dueById.get(id) ?? Number.POSITIVE_INFINITY));
  const started = new Set(starts.map(({ id }) => id));
  return {
    published: published.length,
    handled: starts.length,
    unique: started.size,
    early: lateness.filter((ms) => ms < 0).length,
    lost: published.filter(({ id }) => !started.has(id)).length,
    duplicates: duplicatesOf(starts, killed),
    lateness: latenessOf(lateness),
  };
};

const latenessOf = (values: readonly DurationMs[]): Lateness => {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
};

const round = (ms: DurationMs): DurationMs => Math.round(ms * 10) / 10;
