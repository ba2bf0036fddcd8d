import assert from 'node:assert/strict';
import { describe, expect, jest, test } from '@jest/globals';
import type { QueueTransport } from '@snoozeq/core';
import type { HarnessSettings } from '../harness/harness.js';
import { inProcessHarness } from '../harness/in-process-harness.js';
import type { ContractCase } from './contract-case.js';
import { runPlannedCase } from './describe-transport.js';

const aTransport = (close: QueueTransport['close'] = () => Promise.resolve()): QueueTransport => ({
  capabilities: {
    maxHideMs: 0,
    hideStepMs: 1,
    maxBatch: 1,
    maxBatchBytes: 1,
    maxMessageBytes: 1,
    maxWaitMs: 0,
  },
  send: () => Promise.resolve([]),
  receive: () => Promise.resolve([]),
  ack: () => Promise.resolve([]),
  hide: () => Promise.resolve([]),
  close,
});

const passing: ContractCase = { name: 'passes', run: () => Promise.resolve() };
const failing: ContractCase = { name: 'fails', run: async () => assert.fail('as planned') };
const open = inProcessHarness(() => () => aTransport());

describe('a line of the suite', () => {
  test.each([
    { mode: 'must-pass', contractCase: passing },
    { mode: 'must-fail', contractCase: failing },
  ] as const)('$mode is kept by a case that $contractCase.name', async (line) => {
    await expect(runPlannedCase({ ...line, title: '' }, open)).resolves.toBeUndefined();
  });

  test.each([
    { mode: 'must-pass', contractCase: failing, text: 'as planned' },
    { mode: 'must-fail', contractCase: passing, text: 'remove the declared deviation' },
  ] as const)('$mode is broken by a case that $contractCase.name', async ({ text, ...line }) => {
    await expect(runPlannedCase({ ...line, title: '' }, open)).rejects.toThrow(text);
  });

  test.each([passing, failing])('every client is closed after a case that $name', async (contractCase) => {
    const close = jest.fn(() => Promise.resolve());
    const opening: ContractCase = {
      ...contractCase,
      run: (harness) => {
        harness.second?.();
        return contractCase.run(harness);
      },
    };
    const harness = inProcessHarness(() => () => aTransport(close));
    await runPlannedCase({ mode: 'must-pass', title: '', contractCase: opening }, harness).catch(
      () => undefined,
    );
    expect(close).toHaveBeenCalledTimes(2);
  });

  test.each<[Partial<HarnessSettings> | undefined, HarnessSettings]>([
    [undefined, { maxDeliveries: 0, retentionMs: 86_400_000 }],
    [{ maxDeliveries: 2 }, { maxDeliveries: 2, retentionMs: 86_400_000 }],
    [{ retentionMs: 60_000 }, { maxDeliveries: 0, retentionMs: 60_000 }],
  ])('a case that wants %j gets %j', async (settings, expected) => {
    const seen: HarnessSettings[] = [];
    const contractCase: ContractCase = {
      name: 'looks',
      ...(settings && { settings }),
      run: async (harness) => void seen.push(harness.settings),
    };
    await runPlannedCase({ mode: 'must-pass', title: '', contractCase }, open);
    expect(seen).toEqual([expected]);
  });
});
