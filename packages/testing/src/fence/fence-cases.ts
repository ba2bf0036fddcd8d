import assert from 'node:assert/strict';
import type { Fence, FenceAnswer, FenceClaim } from '@snoozeq/core';
import type { FenceCase } from './fence-harness.js';

const LEASE_MS = 30_000;
const DAY_MS = 86_400_000;
const AT_ONCE = 20;

/** Identities come from strangers; none may meet another one, or leave the store. */
const ODD_IDS = [
  'a',
  'A',
  'a ',
  'a.1',
  'a/b',
  '../a',
  '',
  '\0',
  '__proto__',
  'ä',
  'a\u0308',
  'x'.repeat(5_000),
];

const won = async (fence: Fence, id = 'a'): Promise<FenceClaim> => {
  const answer = await fence.claim(id, LEASE_MS);
  assert.equal(answer.kind, 'won', `a claim on '${id.slice(0, 20)}' that nobody else has`);
  return (answer as Extract<FenceAnswer, { kind: 'won' }>).claim;
};
const kindFor = async (fence: Fence, id = 'a') => (await fence.claim(id, LEASE_MS)).kind;
const winnersOf = async (fences: readonly Fence[]): Promise<number> => {
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, index) => fences[index % fences.length]!.claim('a', LEASE_MS)),
  );
  return answers.filter(({ kind }) => kind === 'won').length;
};

/** What every fence owes. */
export const fenceCases: readonly FenceCase[] = [
  {
    name: 'a claim keeps everybody else out, and says for how long',
    run: async ({ fence, second, clock }) => {
      await won(fence);
      await clock.advanceBy(10_000);
      assert.deepEqual(await second.claim('a', LEASE_MS), { kind: 'busy', forMs: 20_000 });
      assert.deepEqual(await fence.claim('a', LEASE_MS), { kind: 'busy', forMs: 20_000 });
    },
  },
  {
    name: 'of many who ask at once, one wins',
    run: async ({ fence, second }) => assert.equal(await winnersOf([fence, second]), 1),
  },
  {
    name: 'of many who ask at once for what has lapsed, one wins',
    run: async ({ fence, second, clock }) => {
      await won(fence);
      await clock.advanceBy(LEASE_MS);
      assert.equal(await winnersOf([second, fence]), 1);
    },
  },
  {
    name: 'identities do not meet, whatever they are made of',
    run: async ({ fence, second }) => {
      for (const id of ODD_IDS) await won(fence, id);
      for (const id of ODD_IDS) assert.equal(await kindFor(second, id), 'busy');
    },
  },
  {
    name: 'a claim lapses with its lease, and can then be won by another',
    run: async ({ fence, second, clock }) => {
      const lapsed = await won(fence);
      await clock.advanceBy(LEASE_MS);
      assert.equal(await fence.renew(lapsed, LEASE_MS), false);
      await won(second);
      assert.equal(await fence.renew(lapsed, LEASE_MS), false);
      assert.equal(await kindFor(fence), 'busy');
    },
  },
  {
    name: 'a renewal prolongs a claim from now on',
    run: async ({ fence, second, clock }) => {
      const claim = await won(fence);
      await clock.advanceBy(20_000);
      assert.equal(await fence.renew(claim, LEASE_MS), true);
      await clock.advanceBy(20_000);
      assert.deepEqual(await second.claim('a', LEASE_MS), { kind: 'busy', forMs: 10_000 });
    },
  },
  {
    name: 'what was given back can be won at once',
    run: async ({ fence, second }) => {
      await fence.release(await won(fence));
      await second.release(await won(second));
      await won(fence);
    },
  },
  {
    name: 'what is done stays done until its mark ends',
    run: async ({ fence, second, clock }) => {
      await fence.done(await won(fence), DAY_MS);
      assert.equal(await kindFor(second), 'done');
      await clock.advanceBy(DAY_MS - 1);
      assert.equal(await kindFor(fence), 'done');
      await clock.advanceBy(1);
      await won(second);
    },
  },
  {
    name: 'what is done is neither renewed nor given back',
    run: async ({ fence, second }) => {
      const claim = await won(fence);
      await fence.done(claim, DAY_MS);
      assert.equal(await fence.renew(claim, LEASE_MS), false);
      await fence.release(claim);
      assert.equal(await kindFor(second), 'done');
    },
  },
  {
    name: 'a claim that was lost ends nobody else’s',
    run: async ({ fence, second, clock }) => {
      const lost = await won(fence);
      await clock.advanceBy(LEASE_MS);
      const newer = await won(second);
      await fence.release(lost);
      assert.equal(await kindFor(fence), 'busy');
      assert.equal(await second.renew(newer, LEASE_MS), true);
    },
  },
  {
    name: 'an effect under a claim that was lost is done all the same',
    run: async ({ fence, second, clock }) => {
      const lost = await won(fence);
      await clock.advanceBy(LEASE_MS);
      const newer = await won(second);
      await fence.done(lost, DAY_MS);
      await second.release(newer);
      assert.equal(await kindFor(second), 'done');
    },
  },
];
