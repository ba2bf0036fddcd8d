import { formatInstant, plannerOf, priceOf } from '@snoozeq/delay-policy';
import { FlagError } from './flags.mjs';

/** One plain object for each strategy; what does not apply is null. */
export const answers = ({ request, limits, options, strategies, ratePerMillion }) =>
  strategies.map((strategy) => {
    const answer = planner(strategy, limits, options).plan(request);
    return answer.kind === 'plan' ? fits(answer, ratePerMillion) : refused(answer);
  });

const planner = (strategy, limits, options) => {
  try {
    // As `strategyOf` has it: what is free to choose relays through lanes.
    return plannerOf(strategy, limits, { ...(strategy === 'auto' && { waits: 'lane' }), ...options });
  } catch (error) {
    if (error instanceof RangeError) throw new FlagError(error.message);
    throw error;
  }
};

const fits = (
  { strategy, lane, holds, relays, deliveries, calls, idleCalls, worstLatenessMs },
  ratePerMillion,
) => ({
  strategy,
  feasible: true,
  holds,
  deliveries,
  calls,
  price: priceOf(calls.batched, ratePerMillion),
  worstLatenessMs,
  reason: null,
  nearestDueAt: null,
  lane,
  relays,
  idleCalls,
});

const refused = ({ strategy, rule, message, source, nearestDueAtMs }) => ({
  strategy,
  feasible: false,
  holds: null,
  deliveries: null,
  calls: null,
  price: null,
  worstLatenessMs: null,
  reason: message,
  nearestDueAt: nearestDueAtMs === undefined ? null : formatInstant(nearestDueAtMs),
  rule,
  source,
});
