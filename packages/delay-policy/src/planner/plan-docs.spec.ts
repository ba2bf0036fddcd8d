import { expect, test } from '@jest/globals';
import type { StrategyName } from '@snoozeq/core';
import { tablesUnder } from '../spec-support/docs-tables.js';
import { answerIn } from '../spec-support/plans.js';
import { NOW } from '../spec-support/policy-input.js';
import { formatDuration, parseDuration } from '../time/duration.js';
import { STRATEGIES } from './plan.js';
import type { PlannerOptions } from './planner-options.js';

const [strategies = [], delays = []] = tablesUnder('## Will it fit? The planner');
const LATE: PlannerOptions = { lanes: { mode: 'late' } };

test('the documentation has every strategy', () =>
  expect(strategies.map(([strategy]) => strategy)).toEqual(STRATEGIES));

test.each(delays.map(([delay = '', ...cells]) => [delay, cells] as const))(
  'the documentation tells what a plan says of %s',
  (delay, cells) => {
    const delayMs = delay === 'none' ? 0 : (parseDuration(delay.replaceAll(' ', '')) ?? Number.NaN);
    const batched = (strategy: StrategyName, options?: PlannerOptions): string => {
      const answer = answerIn(strategy)(delayMs, {}, options);
      return answer.kind === 'plan' ? answer.calls.batched.toFixed(2) : 'refused';
    };
    const held = answerIn('hold')(delayMs);
    const limited = answerIn('hold')(delayMs, { maxDeliveries: 5 });
    expect(cells).toEqual([
      batched('hold'),
      batched('keeper'),
      batched('lane'),
      batched('lane', LATE),
      held.kind === 'plan' ? String(held.deliveries) : 'refused',
      limited.kind === 'plan'
        ? 'yes'
        : `no, at most ${formatDuration((limited.nearestDueAtMs ?? NOW) - NOW).replace(/(\d)([a-z])/g, '$1 $2')}`,
    ]);
  },
);
