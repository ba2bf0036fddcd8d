import { describe, expect, jest, test } from '@jest/globals';
import { seededRandom, type ConsumerEvent } from '@snoozeq/core';
import { consumeStage, DAY_MS, HOUR_MS, SECOND_MS } from './spec-support/consume-stage.js';

// Days of idle polls take a second; a machine under load may need more than Jest allows by default.
jest.setTimeout(60_000);

const holdsIn = (events: readonly ConsumerEvent[]): number =>
  events.filter((event) => event.kind === 'settled' && event.settled.settlement.kind === 'hold').length;

describe('a week', () => {
  test.each([1, 2])(
    'of 1 000 messages (seed %i): nothing early, nothing lost, nothing twice',
    async (seed) => {
      const stage = consumeStage();
      const random = seededRandom(seed);
      const startMs = stage.clock.now();
      const items = Array.from({ length: 1_000 }, (_, index) => ({
        body: `m${index}`,
        dueAt: startMs + Math.floor(random() * (7 * DAY_MS - HOUR_MS)),
      }));
      const consumer = stage.consumer();
      const results = await stage.producer.sendAll(items);
      expect(results.every(({ kind }) => kind === 'sent')).toBe(true);
      await stage.clock.advanceTo(startMs + 7 * DAY_MS);

      const dueOf = new Map(items.map(({ body, dueAt }) => [body, dueAt]));
      const lateness = stage.starts.map(({ name, atMs }) => atMs - (dueOf.get(name) ?? Number.NaN));
      expect(new Set(stage.starts.map(({ name }) => name)).size).toBe(1_000);
      expect(stage.starts).toHaveLength(1_000);
      expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...lateness)).toBeLessThan(SECOND_MS);
      expect(stage.starts.every(({ context }) => context.attempt === 1)).toBe(true);

      // No more holds than the delays need.
      const planned = items.reduce(
        (sum, { dueAt }) => sum + Math.ceil((dueAt - startMs) / (12 * HOUR_MS)),
        0,
      );
      expect(holdsIn(consumer.events)).toBeLessThanOrEqual(planned);
      expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
      expect(consumer.runtime.inHand.size).toBe(0);
      expect(consumer.errors).toEqual([]);
    },
  );
});

describe('a rush: 1 200 messages due at one instant', () => {
  const rush = async (delayMs: number) => {
    const stage = consumeStage();
    const dueAtMs = stage.clock.now() + delayMs;
    const consumer = stage.consumer({ profile: { maxWaits: 1_000 } });
    await stage.producer.sendAll(
      Array.from({ length: 1_200 }, (_, index) => ({ body: `m${index}`, dueAt: dueAtMs })),
    );
    let mostWaiting = 0;
    consumer.runtime.inHand.onChange(() => {
      mostWaiting = Math.max(mostWaiting, consumer.runtime.inHand.count('waiting'));
    });
    await stage.clock.advanceTo(dueAtMs + 10_000);
    return { stage, consumer, dueAtMs, mostWaiting };
  };

  test.each([
    { name: 'published in their last second', delayMs: 900 },
    { name: 'after a night of sleep', delayMs: 9 * HOUR_MS + 900 },
  ])('$name: at most 1 000 wait in memory, and all are handled in time', async ({ delayMs }) => {
    const { stage, consumer, dueAtMs, mostWaiting } = await rush(delayMs);
    expect(mostWaiting).toBe(1_000);
    expect(stage.starts).toHaveLength(1_200);
    const lateness = stage.starts.map(({ atMs }) => atMs - dueAtMs);
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateness)).toBeLessThan(1_000);
    // The ones beyond the bound were held for a second, each once.
    const bounced = consumer.events.filter(
      (event) =>
        event.kind === 'judged' &&
        event.decision.kind === 'hold' &&
        event.decision.reason.includes('wait in memory'),
    );
    expect(bounced).toHaveLength(200);
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });
});
