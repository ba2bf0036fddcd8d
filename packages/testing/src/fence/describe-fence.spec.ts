import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Fence, memoryFence, VirtualClock } from '@snoozeq/core';
import { fileFence } from '@snoozeq/core/fence-file';
import { describeFence, runFenceCase } from './describe-fence.js';
import { fenceCases } from './fence-cases.js';
import type { FenceHarnessFactory } from './fence-harness.js';

const inMemory =
  (change: (fence: Fence) => Partial<Fence> = () => ({})): FenceHarnessFactory =>
  async () => {
    const clock = new VirtualClock();
    const fence = memoryFence({ clock });
    const changed = { ...fence, ...change(fence) };
    return { fence: changed, second: changed, clock, close: async () => undefined };
  };

const inAFolder: FenceHarnessFactory = async () => {
  const clock = new VirtualClock();
  const folder = await mkdtemp(join(tmpdir(), 'fence-'));
  const close = () => rm(folder, { recursive: true, force: true });
  return { fence: fileFence({ folder, clock }), second: fileFence({ folder, clock }), clock, close };
};

describeFence('memoryFence', inMemory());
describeFence('fileFence', inAFolder);

describe('a fence is caught that', () => {
  const claimed = async () => ({ kind: 'won', claim: { id: 'a', token: '1' } }) as const;
  test.each<[string, (fence: Fence) => Partial<Fence>]>([
    ['lets everybody through', () => ({ claim: claimed })],
    ['mixes up identities', (fence) => ({ claim: (id, ms) => fence.claim(id.trim().toLowerCase(), ms) })],
    ['never lets a claim lapse', (fence) => ({ claim: (id) => fence.claim(id, Number.MAX_SAFE_INTEGER) })],
    ['says that it renews, and does not', () => ({ renew: async () => true })],
    ['renews nothing', () => ({ renew: async () => false })],
    ['forgets what is done', (fence) => ({ done: (claim) => fence.release(claim) })],
    ['remembers it for ever', (fence) => ({ done: (claim) => fence.done(claim, Number.MAX_SAFE_INTEGER) })],
    ['gives nothing back', () => ({ release: async () => undefined })],
    ['marks what is given back', (fence) => ({ release: (claim) => fence.done(claim, 1_000_000) })],
  ])('%s', async (_what, change) => {
    const runs = await Promise.allSettled(fenceCases.map((one) => runFenceCase(one, inMemory(change))));
    expect(runs.some(({ status }) => status === 'rejected')).toBe(true);
  });
});
