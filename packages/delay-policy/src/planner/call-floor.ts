import type { EpochMs, QueueSettings, StrategyName } from '@snoozeq/core';
import type { Route } from './arithmetic/arithmetic.js';
import { MESSAGES_PER_CALL } from './batch-size.js';
import { deliveriesOf } from './calls.js';
import { questionOf, routeOf } from './plan.js';
import { assumptionsOf, type PlannerOptions } from './planner-options.js';

/** Service calls by kind. Idle polls are apart. */
export interface CallFloor {
  readonly put: number;
  readonly get: number;
  readonly update: number;
  readonly delete: number;
  readonly total: number;
  /** 0 when there are no messages. */
  readonly perMessage: number;
}

/** Messages that are published together. Due times in the past count as due at publishing. */
export interface Published {
  readonly dueAtsMs: readonly EpochMs[];
  readonly publishedAtMs: EpochMs;
}

/**
 * The fewest calls that a strategy can need for these due times: everything in full batches, but for what cannot share one. A lane is
 * read on its own, and at the end one get and one delete take only messages of the same due instant. Throws a `RangeError` for
 * a due time that the strategy cannot carry.
 */
export const callFloor = (
  strategy: StrategyName,
  messages: Published,
  settings: QueueSettings,
  options: Omit<PlannerOptions, 'batchFill'> = {},
): CallFloor => {
  const paths = pathsOf(strategy, messages, settings, options);
  const put = batches(sum(paths, ({ relays }) => relays + 1));
  // Together on the way: whoever waits in one lane, and all that wait in none.
  const onTheWay = groups(paths, ({ lane }) => lane);
  const finals = sum(
    groups(paths, ({ endsAlone, dueAtMs, lane }) => (endsAlone ? String(dueAtMs) : lane)),
    (group) => batches(group.length),
  );
  const get = finals + sum(onTheWay, (group) => batches(sum(group, (path) => deliveriesOf(path) - 1)));
  const update = sum(onTheWay, (group) => batches(sum(group, ({ updates }) => updates)));
  const deleted = finals + sum(onTheWay, (group) => batches(sum(group, ({ relays }) => relays)));
  const total = put + get + update + deleted;
  return {
    put,
    get,
    update,
    delete: deleted,
    total,
    perMessage: paths.length === 0 ? 0 : total / paths.length,
  };
};

interface Path extends Route {
  readonly dueAtMs: EpochMs;
}

const pathsOf = (
  strategy: StrategyName,
  { dueAtsMs, publishedAtMs: nowMs }: Published,
  settings: QueueSettings,
  options: PlannerOptions,
): readonly Path[] => {
  // A floor reserves nothing: nobody fails, and nothing takes time.
  const assumed = assumptionsOf({ reservedAttempts: 0, reservedHandlingMs: 0, ...options });
  return dueAtsMs.map((dueAtMs) => {
    const route = routeOf(strategy, questionOf({ nowMs, dueAtMs, sizeBytes: 0 }, settings, assumed));
    if ('kind' in route) throw new RangeError(route.message);
    return { ...route, dueAtMs };
  });
};

const batches = (messages: number): number => Math.ceil(messages / MESSAGES_PER_CALL);

const sum = <T>(items: readonly T[], count: (item: T) => number): number => {
  let total = 0;
  for (const item of items) total += count(item);
  return total;
};

const groups = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group) group.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
};
