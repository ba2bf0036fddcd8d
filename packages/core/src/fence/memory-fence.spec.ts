import { expect, test } from '@jest/globals';
import { VirtualClock } from '../clock/virtual-clock.js';
import type { Fence } from '../contracts/fence.js';
import { memoryFence } from './memory-fence.js';

const LEASE_MS = 30_000;

const handle = async (fence: Fence, id: string, keepMs: number): Promise<void> => {
  const answer = await fence.claim(id, LEASE_MS);
  if (answer.kind === 'won') await fence.done(answer.claim, keepMs);
};
const kindsOf = async (fence: Fence, ids: string): Promise<string[]> =>
  Promise.all([...ids].map(async (id) => (await fence.claim(id, LEASE_MS)).kind));

test('beyond its bound the oldest mark is forgotten, and a running claim never is', async () => {
  const fence = memoryFence({ clock: new VirtualClock(), maxMarks: 2 });
  await fence.claim('r', LEASE_MS);
  for (const id of 'abc') await handle(fence, id, 1_000_000);
  expect(await kindsOf(fence, 'rabc')).toEqual(['busy', 'won', 'done', 'done']);
});

test('a mark that has ended makes room for another one', async () => {
  const clock = new VirtualClock();
  const fence = memoryFence({ clock, maxMarks: 2 });
  await handle(fence, 'a', 1_000);
  await handle(fence, 'b', 1_000_000);
  await clock.advanceBy(1_000);
  await handle(fence, 'c', 1_000_000);
  expect(await kindsOf(fence, 'bc')).toEqual(['done', 'done']);
});
