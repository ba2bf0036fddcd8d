import { describe, expect, jest, test } from '@jest/globals';
import { memoryFence, seededRandom, type QueueTransport } from '@snoozeq/core';
import { consumeStage, DAY_MS, SECOND_MS, type ConsumeStage } from './spec-support/consume-stage.js';

// A month of idle polls takes a while; a machine under load may need more than Jest allows by default.
jest.setTimeout(120_000);

const MESSAGES = 40;

/** 30 days over a queue that keeps a message for 7. */
const month = (random: () => number) =>
  Array.from({ length: MESSAGES }, (_, index) => ({
    body: `m${index}`,
    in: Math.floor((20 + 10 * random()) * DAY_MS),
  }));

const expectOnTimeAndWhole = ({ starts, queue }: ConsumeStage): void => {
  const lateness = starts.map(({ atMs, context }) => atMs - (context.dueAtMs ?? Number.NaN));
  expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
  expect(new Set(starts.map(({ name }) => name)).size).toBe(MESSAGES);
  expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
};

describe('30 days over a queue that keeps messages for 7', () => {
  test('relays carry every message to its due time; nothing early, lost or twice', async () => {
    const stage = consumeStage({ strategy: 'relay' });
    stage.consumer();
    stage.consumer();
    const results = await stage.producer.sendAll(month(seededRandom(1)));
    const plans = results.map((result) => (result.kind === 'sent' ? result.plan : undefined));
    expect(new Set(plans.map((plan) => plan?.strategy))).toEqual(new Set(['relay']));
    await stage.clock.advanceBy(31 * DAY_MS);
    expectOnTimeAndWhole(stage);
    expect(stage.starts).toHaveLength(MESSAGES);
    for (const { context, atMs } of stage.starts) {
      expect(context.attempt).toBe(1);
      expect(atMs - (context.dueAtMs ?? 0)).toBeLessThanOrEqual(1_100);
    }
  });

  test.each([
    { fence: 'none', twice: true },
    { fence: 'shared', twice: false },
  ])(
    'a crash between the two calls of a relay leaves a copy; with fence $fence, handled twice: $twice',
    async ({ fence: kind, twice }) => {
      const stage = consumeStage({ strategy: 'relay' });
      const fence = kind === 'shared' ? memoryFence({ clock: stage.clock }) : undefined;
      const crashes = startCrashing(stage, fence);
      await stage.producer.sendAll(month(seededRandom(2)));
      await stage.clock.advanceBy(31 * DAY_MS);
      expectOnTimeAndWhole(stage);
      expect(crashes.count).toBeGreaterThanOrEqual(3);
      const copied = new Set(crashes.copied);
      for (const { body } of month(seededRandom(2))) {
        const { length: starts } = stage.startsOf(body);
        if (!twice || !copied.has(body)) expect(starts).toBe(1);
        else expect(starts).toBeGreaterThan(1);
      }
    },
  );
});

/**
 * Consumers that die, one after the other, when they have stored successors and not yet deleted what they replace. The next one starts
 * within the margin before the expiry: what nobody can look at any more expires.
 */
const startCrashing = (stage: ConsumeStage, fence: ReturnType<typeof memoryFence> | undefined) => {
  const seen = { count: 0, nextMs: 0, copied: [] as string[] };
  const begin = (): void => {
    let kill: () => void = () => undefined;
    const dying = (transport: QueueTransport): QueueTransport => ({
      capabilities: transport.capabilities,
      receive: (...args) => transport.receive(...args),
      hide: (...args) => transport.hide(...args),
      ack: (...args) => transport.ack(...args),
      close: () => transport.close(),
      send: async (messages) => {
        const stored = await transport.send(messages);
        // Once for each leg: the margin has room for one death and the lease that it leaves behind.
        if (stage.clock.now() < seen.nextMs) return stored;
        seen.nextMs = stage.clock.now() + DAY_MS;
        seen.count += 1;
        seen.copied.push(...messages.map(({ content }) => JSON.parse(content) as string));
        kill();
        stage.clock.schedule(stage.clock.now() + 5 * SECOND_MS, begin);
        return new Promise(() => undefined); // Its caller is dead.
      },
    });
    ({ kill } = stage.consumer({ over: dying, ...(fence && { fence }) }));
  };
  begin();
  return seen;
};
