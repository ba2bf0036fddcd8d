import type { Refusal } from '@snoozeq/core';
import { plannerOf } from '../planner/planner-of.js';
import { consumerFaults } from './consumer-faults.js';
import { laneFaults } from './lane-faults.js';
import type { StartUp } from './start-up.js';

/**
 * Why a producer or a consumer cannot work on a queue with these settings; empty when it can. Each fault names the setting, its
 * number, the limit and the remedy. Pure. Throws a `RangeError` for a planner option that is out of range.
 */
export const startUpFaults = ({ profile, ...start }: StartUp): readonly Refusal[] => [
  ...(profile ? consumerFaults(start, profile) : producerFaults(start)),
  ...laneFaults(start),
];

/** The shortest hide there is. A producer that may not even plan this has nothing to plan. */
const SHORTEST_DELAY_MS = 1_000;

const producerFaults = ({ strategy, settings, nowMs, planner }: StartUp): readonly Refusal[] => {
  const request = { nowMs, dueAtMs: nowMs + SHORTEST_DELAY_MS, sizeBytes: 0 };
  const answer = plannerOf(strategy, settings, planner).plan(request);
  return answer.kind === 'refusal' ? [answer] : [];
};
