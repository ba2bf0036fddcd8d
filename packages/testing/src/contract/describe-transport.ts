import { describe, test } from '@jest/globals';
import type { HarnessFactory } from '../harness/harness.js';
import { runContractCase } from './contract-case.js';
import { contractCases } from './contract-cases.js';
import { planSuite, type Deviations, type PlannedCase } from './suite-plan.js';

export interface DescribeTransportOptions {
  /** What this transport does otherwise, and why. A deviation that has gone away fails the suite. */
  readonly deviations?: Deviations;
}

/** Registers the transport contract with Jest: one test per case, each on a fresh queue. */
export const describeTransport = (
  name: string,
  open: HarnessFactory,
  { deviations = {} }: DescribeTransportOptions = {},
): void => {
  const planned = planSuite(contractCases, deviations);
  describe(`${name} keeps the transport contract`, () => {
    for (const line of planned) {
      if (line.mode === 'skip') test.skip(line.title, () => undefined);
      else test(line.title, () => runPlannedCase(line, open));
    }
  });
};

/** Runs a line of the suite; rejects when a case that must fail passes. */
export const runPlannedCase = async (
  { mode, contractCase }: PlannedCase,
  open: HarnessFactory,
): Promise<void> => {
  if (mode === 'must-pass') return runContractCase(contractCase, open);
  const failed = await runContractCase(contractCase, open).then(
    () => false,
    () => true,
  );
  if (!failed) {
    throw new Error(`'${contractCase.name}' passes: remove the declared deviation, it is out of date`);
  }
};
