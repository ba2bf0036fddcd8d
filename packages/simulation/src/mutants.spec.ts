import { describe, expect, jest, test } from '@jest/globals';
import { simulate } from './run/simulate.js';
import type { Mutant } from './spec-support/mutants/mutant.js';
import { pipelineMutants } from './spec-support/mutants/pipeline-mutants.js';
import { policyMutants } from './spec-support/mutants/policy-mutants.js';
import { stampMutants } from './spec-support/mutants/stamp-mutants.js';
import { transportMutants } from './spec-support/mutants/transport-mutants.js';

jest.setTimeout(120_000);

const mutants: readonly Mutant[] = [
  ...policyMutants,
  ...stampMutants,
  ...transportMutants,
  ...pipelineMutants,
];

describe('a planted mistake is found within 200 weeks', () => {
  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    async (_name, { breaks, options }) => {
      const { violations } = await simulate({
        ...options,
        maxAttempts: 5,
        runs: 200,
        untilViolation: true,
        shrink: false,
      });
      expect(breaks).toContain(violations[0]?.violation.invariant);
    },
  );
});
