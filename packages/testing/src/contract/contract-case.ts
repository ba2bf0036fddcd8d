import type { Harness, HarnessFactory, HarnessSettings } from '../harness/harness.js';
import { DEFAULT_HARNESS_SETTINGS } from '../harness/harness.js';

/** One behaviour that every transport owes. Plain data, so that any runner can run it. */
export interface ContractCase {
  /** Names the behaviour; deviations refer to it. */
  readonly name: string;
  /** What the queue must be set to; the rest is `DEFAULT_HARNESS_SETTINGS`. */
  readonly settings?: Partial<HarnessSettings>;
  /** Rejects when the transport behaves otherwise. */
  readonly run: (harness: Harness) => Promise<void>;
}

/** Runs one case on a fresh queue and closes it. Rejects with the assertion that failed. */
export const runContractCase = async (contractCase: ContractCase, open: HarnessFactory): Promise<void> => {
  const harness = await open({ ...DEFAULT_HARNESS_SETTINGS, ...contractCase.settings });
  try {
    await contractCase.run(harness);
  } finally {
    await harness.close();
  }
};
