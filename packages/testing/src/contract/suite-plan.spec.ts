import { describe, expect, test } from '@jest/globals';
import type { ContractCase } from './contract-case.js';
import { contractCases } from './contract-cases.js';
import { planSuite, type Deviations, type PlannedCase } from './suite-plan.js';

const aCase = (name: string): ContractCase => ({ name, run: () => Promise.resolve() });
const cases = [aCase('sends'), aCase('hides')];

describe('planSuite', () => {
  test.each<[string, Deviations, readonly [string, PlannedCase['mode']][]]>([
    [
      'without deviations every case must pass',
      {},
      [
        ['sends', 'must-pass'],
        ['hides', 'must-pass'],
      ],
    ],
    [
      'a deviation must fail and tells its reason',
      { hides: 'the broker can only release' },
      [
        ['sends', 'must-pass'],
        ['hides (deviates: the broker can only release)', 'must-fail'],
      ],
    ],
    [
      'a case that cannot run is skipped and tells its reason',
      { hides: { skip: true, reason: 'no such verb' } },
      [
        ['sends', 'must-pass'],
        ['hides (skipped: no such verb)', 'skip'],
      ],
    ],
  ])('%s', (_name, deviations, lines) =>
    expect(planSuite(cases, deviations).map(({ title, mode }) => [title, mode])).toEqual(lines),
  );

  test('a deviation that names no case is an error', () => {
    expect(() => planSuite(cases, { hidse: 'typo' })).toThrow("no contract case is called 'hidse'");
  });
});

describe('contractCases', () => {
  test('have names of their own', () => {
    expect(new Set(contractCases.map(({ name }) => name)).size).toBe(contractCases.length);
  });
});
