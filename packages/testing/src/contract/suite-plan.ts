import type { ContractCase } from './contract-case.js';

/** Why a transport does not keep a case: the case must then fail. `skip`: it cannot even be run. */
export type Deviation = string | { readonly skip: true; readonly reason: string };

/** Deviations by the name of the case. */
export type Deviations = Readonly<Record<string, Deviation>>;

/** One line of the suite. */
export interface PlannedCase {
  readonly title: string;
  readonly mode: 'must-pass' | 'must-fail' | 'skip';
  readonly contractCase: ContractCase;
}

/** What to do with each case. Throws when a deviation names no case: it would be a silent gap. */
export const planSuite = (cases: readonly ContractCase[], deviations: Deviations): readonly PlannedCase[] => {
  const unknown = Object.keys(deviations).filter((name) => !cases.some((known) => known.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `no contract case is called ${unknown.map((name) => `'${name}'`).join(', ')}: take the names from contractCases`,
    );
  }
  return cases.map((contractCase) => planCase(contractCase, deviations[contractCase.name]));
};

const planCase = (contractCase: ContractCase, deviation: Deviation | undefined): PlannedCase => {
  if (deviation === undefined) return { title: contractCase.name, mode: 'must-pass', contractCase };
  if (typeof deviation === 'string') {
    return { title: `${contractCase.name} (deviates: ${deviation})`, mode: 'must-fail', contractCase };
  }
  return { title: `${contractCase.name} (skipped: ${deviation.reason})`, mode: 'skip', contractCase };
};
