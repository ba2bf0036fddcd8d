import type { DurationMs } from '@snoozeq/core';
import type { Calls } from '../faults/call-meter.js';
import type { Entry } from '../ledger/entry.js';
import type { Ledger } from '../ledger/ledger.js';
import type { DuplicateCause } from '../ledger/explain-duplicate.js';

/** What a run came to. */
export interface RunFigures {
  readonly messages: number;
  readonly handled: number;
  readonly deadLettered: number;
  readonly refused: number;
  /** Expired with nothing done, where no consumer could have done anything. */
  readonly expired: number;
  readonly duplicates: Readonly<Partial<Record<DuplicateCause, number>>>;
  readonly holds: number;
  readonly relays: number;
  /** How many messages took how many deliveries. */
  readonly deliveries: Readonly<Record<number, number>>;
  /** From the due time to the first start of a handler. */
  readonly lateness: { readonly p99Ms: DurationMs; readonly maxMs: DurationMs };
  readonly mostInFlight: number;
}

export const figuresOf = (ledger: Ledger, mostInFlight: number): RunFigures => {
  const entries = [...ledger.entries.values()];
  const count = (matches: (entry: Entry) => boolean): number => entries.filter(matches).length;
  const sum = (of: (entry: Entry) => number): number =>
    entries.reduce((total, entry) => total + of(entry), 0);
  const lateness = entries
    .flatMap(({ latenessMs }) => (latenessMs === undefined ? [] : Math.ceil(latenessMs)))
    .sort((a, b) => a - b);
  return {
    messages: entries.length,
    handled: count(({ completed }) => completed > 0),
    deadLettered: count(({ dead, completed }) => dead > 0 && completed === 0),
    refused: count(({ publication }) => publication === 'refused'),
    expired: count(
      ({ expiredAtMs, completed, dead }) => expiredAtMs !== undefined && completed === 0 && dead === 0,
    ),
    duplicates: Object.fromEntries(ledger.causes),
    holds: sum(({ holds }) => holds),
    relays: sum(({ relays }) => relays),
    deliveries: histogram(entries.map(({ deliveries }) => deliveries)),
    lateness: { p99Ms: lateness[Math.floor((lateness.length - 1) * 0.99)] ?? 0, maxMs: lateness.at(-1) ?? 0 },
    mostInFlight,
  };
};

const histogram = (values: readonly number[]): Readonly<Record<number, number>> => {
  const counts: Record<number, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

const NO_CALLS: Calls = { put: 0, get: 0, emptyGet: 0, update: 0, delete: 0 };

/** Sums over runs; for lateness the worst of them. */
export const mergedFigures = (
  results: readonly { readonly figures: RunFigures; readonly calls: Calls }[],
): { readonly figures: RunFigures; readonly calls: Calls } => {
  const all = results.map(({ figures }) => figures);
  const sum = (of: (figures: RunFigures) => number): number => all.reduce((total, one) => total + of(one), 0);
  const most = (of: (figures: RunFigures) => number): number => Math.max(0, ...all.map(of));
  return {
    calls: summed([NO_CALLS, ...results.map(({ calls }) => calls)]),
    figures: {
      messages: sum(({ messages }) => messages),
      handled: sum(({ handled }) => handled),
      deadLettered: sum(({ deadLettered }) => deadLettered),
      refused: sum(({ refused }) => refused),
      expired: sum(({ expired }) => expired),
      duplicates: summed(all.map(({ duplicates }) => duplicates)),
      holds: sum(({ holds }) => holds),
      relays: sum(({ relays }) => relays),
      deliveries: summed(all.map(({ deliveries }) => deliveries)),
      lateness: {
        p99Ms: most(({ lateness }) => lateness.p99Ms),
        maxMs: most(({ lateness }) => lateness.maxMs),
      },
      mostInFlight: most(({ mostInFlight }) => mostInFlight),
    },
  };
};

const summed = <T extends object>(tables: readonly T[]): T => {
  const total: Record<string, number> = {};
  for (const table of tables)
    for (const [name, value] of Object.entries(table) as [string, number][])
      total[name] = (total[name] ?? 0) + value;
  return total as T;
};
