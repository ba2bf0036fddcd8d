import { describe, expect, jest, test } from '@jest/globals';
import { plan, strategyOf, type StrategyChoice } from '@snoozeq/delay-policy';
import fc from 'fast-check';
import { consumeStage, DAY_MS, HOUR_MS, SECOND_MS, type ConsumeStage } from './spec-support/consume-stage.js';

// Days of idle polls take a while; a machine under load may need more than Jest allows by default.
jest.setTimeout(120_000);

const MAX_HIDE_MS = 12 * HOUR_MS;
const SIZE_BYTES = 300;
/** Whatever is left of a message that was handled would have shown by then. */
const GRACE_MS = HOUR_MS;

/** Queues from an hour to three days of retention, and delays on both sides of what they can carry. */
const someQueue = fc.record({
  retentionMs: fc.oneof(
    fc.integer({ min: HOUR_MS / SECOND_MS, max: (3 * DAY_MS) / SECOND_MS }).map((seconds) => seconds * 1_000),
    fc.constantFrom(12 * HOUR_MS, DAY_MS, 2 * DAY_MS),
  ),
  maxDeliveries: fc.constantFrom(0, 2, 3, 4, 5, 7, 20),
});
const someShare = fc.double({ min: 0.01, max: 1.2, noNaN: true });

const settingsOf = (queue: { readonly retentionMs: number; readonly maxDeliveries: number }) => ({
  ...queue,
  maxHideMs: MAX_HIDE_MS,
  maxMessageBytes: 262_144,
});

const run = async (stage: ConsumeStage, untilMs: number) => {
  const consumer = stage.consumer();
  await stage.clock.advanceTo(untilMs + GRACE_MS);
  consumer.kill();
  return consumer;
};

describe('what the planner accepts', () => {
  test.each<StrategyChoice>(['hold', 'keeper', 'lane', 'relay', 'auto'])(
    '%s: is handled once, and not later than it says',
    async (strategy) => {
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(someQueue, someShare, async (queue, share) => {
          const dueInMs = Math.floor(queue.retentionMs * share);
          const { planner } = strategyOf(strategy, settingsOf(queue));
          const stage = consumeStage({ ...queue, strategy });
          const dueAtMs = stage.clock.now() + dueInMs;
          const request = { nowMs: stage.clock.now(), dueAtMs, sizeBytes: SIZE_BYTES };
          const planned = planner.plan(request);
          if (planned.kind === 'refusal') return;
          accepted += 1;
          await stage.producer.send('a', { dueAt: dueAtMs });
          await run(stage, dueAtMs);
          expect(stage.starts).toMatchObject([{ context: { attempt: 1 } }]);
          const latenessMs = (stage.starts[0]?.atMs ?? 0) - dueAtMs;
          expect(latenessMs).toBeGreaterThanOrEqual(0);
          expect(latenessMs).toBeLessThanOrEqual(planned.worstLatenessMs);
        }),
        { numRuns: 30 },
      );
      expect(accepted).toBeGreaterThan(5);
    },
  );
});

describe('what the planner refuses, with one attempt and no time to handle it', () => {
  test('cannot be carried by holding when it is sent all the same', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(someQueue, someShare, async (queue, share) => {
        const stage = consumeStage(queue);
        const nowMs = stage.clock.now();
        const dueAtMs = nowMs + Math.floor(queue.retentionMs * share);
        const options = { reservedAttempts: 1, reservedHandlingMs: 0 };
        const planned = plan('hold', { nowMs, dueAtMs, sizeBytes: SIZE_BYTES }, settingsOf(queue), options);
        if (planned.kind === 'plan') return;
        refused += 1;
        const stamp = { id: 'forced', key: 'forced', dueAtMs, publishedAtMs: nowMs, attempts: 0, relays: 0 };
        await stage.queue
          .connect()
          .send([{ lane: 'ready', ...stage.convention.seal({ content: '"a"', properties: {} }, stamp) }]);
        const { settled } = await run(stage, dueAtMs);
        const handled = settled.filter(({ settlement }) => settlement.kind === 'complete');
        const wasRelayed = handled.some(({ delivery }) => 'snoozeq-relays' in delivery.message.properties);
        // It is lost, or somebody had to put a successor in its place.
        expect(handled.length === 0 || wasRelayed).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(5);
  });
});
