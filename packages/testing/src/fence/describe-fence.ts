import { describe, test } from '@jest/globals';
import { fenceCases } from './fence-cases.js';
import type { FenceCase, FenceHarnessFactory } from './fence-harness.js';

/** Registers the fence contract with Jest: one test per case, each on an empty store. */
export const describeFence = (name: string, open: FenceHarnessFactory): void => {
  describe(`${name} keeps the fence contract`, () => {
    for (const fenceCase of fenceCases) test(fenceCase.name, () => runFenceCase(fenceCase, open));
  });
};

/** Runs one case and closes its store. Rejects with the assertion that failed. */
export const runFenceCase = async (fenceCase: FenceCase, open: FenceHarnessFactory): Promise<void> => {
  const harness = await open();
  try {
    await fenceCase.run(harness);
  } finally {
    await harness.close();
  }
};
