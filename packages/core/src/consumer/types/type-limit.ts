import type { DurationMs } from '../../contracts/time.js';
import { wholeNumberFault } from '../whole-number-fault.js';

/** What the messages of one type may take of a consumer. Each limit is of one consumer: three of them allow three times as much. */
export interface TypeLimit {
  /** Handlers of this type at once, 1 to 1 000. Default: only the `concurrency` of the consumer. */
  readonly concurrency?: number;
  /** How often a handler of this type may start. Default: no limit. */
  readonly rate?: StartRate;
}

/** At most `starts` (1 to 10 000) in any `perMs` (100 ms to 1 day), by the queue clock; they may come at once. */
export interface StartRate {
  readonly starts: number;
  readonly perMs: DurationMs;
}

/** More would only mean that types are something else, such as customers. */
const MOST_TYPES = 100;

/** What is wrong with these limits, naming type, setting, value and range. */
export const typeFaults = (types: Readonly<Record<string, TypeLimit>>): readonly string[] => {
  const entries = Object.entries(types);
  if (entries.length > MOST_TYPES)
    return [`types names ${entries.length} types: give limits to at most ${MOST_TYPES}.`];
  return entries.flatMap(([type, { concurrency, rate }]) => {
    const name = `types.${type}`;
    if (concurrency === undefined && rate === undefined)
      return [`${name} has no limit: give concurrency, rate, or both, or leave the type out.`];
    return [
      ...(concurrency === undefined ? [] : wholeNumberFault(`${name}.concurrency`, concurrency, 1, 1_000)),
      ...(rate === undefined ? [] : wholeNumberFault(`${name}.rate.starts`, rate.starts, 1, 10_000)),
      ...(rate === undefined ? [] : wholeNumberFault(`${name}.rate.perMs`, rate.perMs, 100, 86_400_000)),
    ];
  });
};
