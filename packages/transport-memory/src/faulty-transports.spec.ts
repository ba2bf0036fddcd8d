import { describe, expect, test } from '@jest/globals';
import {
  contractCases,
  faults,
  inProcessHarness,
  runContractCase,
  type ContractCase,
  type Fault,
  type HarnessFactory,
} from '@snoozeq/testing';
import { createMemoryQueue } from './memory-queue.js';

/** A memory queue whose every client makes this mistake. */
const harnessWith = (fault: Fault): HarnessFactory =>
  inProcessHarness((stage) => {
    const queue = createMemoryQueue(stage);
    const planted = fault.plant(stage.clock);
    return () => planted(queue.connect());
  });

const caseNamed = (name: string): ContractCase => {
  const found = contractCases.find((known) => known.name === name);
  if (!found) throw new Error(`no contract case is called '${name}'`);
  return found;
};

const expectations = faults.flatMap((fault) => fault.caughtBy.map((name) => ({ fault, name })));

describe('the contract suite notices planted faults', () => {
  test.each(expectations)('$fault.name: $name', async ({ fault, name }) => {
    await expect(runContractCase(caseNamed(name), harnessWith(fault))).rejects.toMatchObject({
      // Anything else would be a mistake in the wrapper or in the case.
      name: expect.stringMatching(/^(AssertionError|QueueError)$/),
    });
  });

  test('every case of the suite is broken by some fault', () => {
    const broken = new Set(expectations.map(({ name }) => name));
    expect(contractCases.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });

  test('every fault has a name of its own and is caught', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.filter(({ caughtBy }) => caughtBy.length === 0)).toEqual([]);
  });
});
