import { expect, test } from '@jest/globals';
import { dueStampV1 } from '@snoozeq/delay-policy';
import { createConsumer, memoryFence, type Fence } from './index.js';
import { aVirtualQueue } from './spec-support/virtual-queue.js';

/** Two copies of one message, as a crash in the middle of a relay leaves them; each is read by a consumer of its own. */
const handledOf = async (
  fenceOf: (clock: ReturnType<typeof aVirtualQueue>['clock']) => { fence?: Fence },
) => {
  const { clock, queue, client } = aVirtualQueue();
  const properties = dueStampV1({ maxHideMs: 1, maxDeliveries: 0 }).write({
    id: 'one',
    key: 'one',
    dueAtMs: clock.now() + 60_000,
    attempts: 0,
    relays: 0,
  });
  const copy = { content: '"x"', lane: 'ready', properties };
  await queue.connect().send([copy, copy]);
  const handled: string[] = [];
  const shared = fenceOf(clock);
  const consumers = [1, 2].map(() =>
    createConsumer({ ...client(), ...shared, handler: (_body, { id }) => void handled.push(id) }),
  );
  const runs = consumers.map((consumer) => consumer.run());
  await clock.advanceBy(120_000);
  const stopped = consumers.map((consumer) => consumer.stop());
  await clock.advanceBy(30_000);
  await Promise.all([...runs, ...stopped]);
  return { handled, left: queue.stats() };
};

test('with a shared fence one of two copies is handled, and neither is left behind', async () => {
  expect(await handledOf((clock) => ({ fence: memoryFence({ clock }) }))).toMatchObject({
    handled: ['one'],
    left: { visible: 0, inFlight: 0 },
  });
});

test('without one both are', async () => {
  expect(await handledOf(() => ({}))).toMatchObject({ handled: ['one', 'one'] });
});
