import { describe, expect, test } from '@jest/globals';
import { defaultPolicy, exponentialBackoff } from '@snoozeq/delay-policy';
import { consumeStage, DAY_MS, HOUR_MS, type ConsumeStage } from './spec-support/consume-stage.js';

/** What is in the dead lane, looked at without leasing it. */
const deadLetters = async ({ queue }: ConsumeStage) =>
  (await queue.connect().receive({ limit: 20, waitMs: 0, leaseMs: 0, lane: 'dead' })).map(
    ({ message }) => message,
  );
const remaining = ({ queue }: ConsumeStage, lane: string): number => {
  const { visible, inFlight } = queue.stats(lane);
  return visible + inFlight;
};
const policy = defaultPolicy({
  backoff: exponentialBackoff({ baseMs: 10_000, maxMs: 60_000 }),
  maxAttempts: 4,
});

describe('a handler that fails', () => {
  test.each([
    { name: 'undelayed', delayMs: 0, holds: 0 },
    { name: 'after a day of holds', delayMs: DAY_MS, holds: 2 },
  ])(
    '$name: is tried again after its back-off, never earlier, then dead-lettered with a reason',
    async ({ delayMs, holds }) => {
      const stage = consumeStage();
      const consumer = stage.consumer({
        policy,
        work: () => {
          throw new TypeError('a secret of the body');
        },
      });
      const dueAtMs = stage.clock.now() + delayMs;
      const sent = await stage.producer.send(
        'a',
        delayMs > 0 ? { dueAt: dueAtMs, key: 'order-7' } : { key: 'order-7' },
      );
      await stage.clock.advanceTo(dueAtMs + 600_000);

      expect(stage.starts.map(({ context }) => [context.attempt, context.holds])).toEqual([
        [1, holds],
        [2, holds],
        [3, holds],
        [4, holds],
      ]);
      const pausesMs = stage.starts.slice(1).map(({ atMs }, index) => atMs - stage.starts[index]!.atMs);
      for (const [index, backoffMs] of [10_000, 20_000, 40_000].entries()) {
        expect(pausesMs[index]).toBeGreaterThanOrEqual(backoffMs);
        expect(pausesMs[index]).toBeLessThan(backoffMs + 1_100);
      }
      expect(await deadLetters(stage)).toMatchObject([
        {
          content: '"a"',
          properties: {
            'snoozeq-id': sent.id,
            'snoozeq-key': 'order-7',
            'snoozeq-attempts': '4',
            'snoozeq-dead': 'failed 4 times; last: TypeError',
          },
        },
      ]);
      expect(remaining(stage, 'ready')).toBe(0);
      expect(consumer.errors).toEqual([]);
    },
  );

  test('twice and then succeeds: handled three times, no dead letter', async () => {
    const stage = consumeStage();
    stage.consumer({
      policy,
      work: ({ context }) => (context.attempt < 3 ? { kind: 'retry' } : undefined),
    });
    await stage.producer.send('a');
    await stage.clock.advanceBy(600_000);
    expect(stage.starts.map(({ context }) => context.attempt)).toEqual([1, 2, 3]);
    expect(await deadLetters(stage)).toEqual([]);
    expect(remaining(stage, 'ready')).toBe(0);
  });

  test('does not hold up its neighbours', async () => {
    const stage = consumeStage();
    stage.consumer({ policy, work: ({ name }) => (name === 'bad' ? { kind: 'retry' } : undefined) });
    await stage.producer.sendAll(['bad', 'a', 'b', 'c'].map((body) => ({ body })));
    await stage.clock.advanceBy(1_000);
    expect(stage.starts.map(({ name }) => name)).toEqual(['bad', 'a', 'b', 'c']);
    expect(remaining(stage, 'ready')).toBe(1);
  });

  test('and wants to be asked again later than a hide reaches: a successor carries its attempts', async () => {
    const stage = consumeStage();
    const startMs = stage.clock.now();
    stage.consumer({
      policy,
      work: ({ context }) => (context.attempt === 1 ? { kind: 'retry', afterMs: 13 * HOUR_MS } : undefined),
    });
    const { id } = await stage.producer.send('a');
    await stage.clock.advanceBy(14 * HOUR_MS);
    expect(stage.starts).toMatchObject([
      { atMs: startMs, context: { id, attempt: 1 } },
      { context: { id, attempt: 2 } },
    ]);
    expect(stage.starts[1]!.atMs).toBeGreaterThanOrEqual(startMs + 13 * HOUR_MS);
    expect(remaining(stage, 'ready')).toBe(0);
  });

  test('on the last delivery that the queue allows: a successor, and not the dead-letter queue of the service', async () => {
    const stage = consumeStage({ maxDeliveries: 2 });
    stage.consumer({ policy, work: () => ({ kind: 'retry' }) });
    await stage.producer.send('a');
    await stage.clock.advanceBy(600_000);
    expect(stage.starts.map(({ context }) => context.attempt)).toEqual([1, 2, 3, 4]);
    expect(await deadLetters(stage)).toHaveLength(1);
    expect(stage.queue.stats().deadLetters).toMatchObject({ visible: 0, inFlight: 0 });
  });
});

test('a handler that gives back the last delivery that the queue allows sees the message again', async () => {
  const stage = consumeStage({ maxDeliveries: 1 });
  stage.consumer({ policy, work: () => (stage.starts.length === 1 ? { kind: 'release' } : undefined) });
  const { id } = await stage.producer.send('a');
  await stage.clock.advanceBy(600_000);
  expect(stage.starts).toMatchObject([{ context: { id, attempt: 1 } }, { context: { id, attempt: 1 } }]);
  expect(stage.queue.stats().deadLetters).toMatchObject({ visible: 0, inFlight: 0 });
});

describe('a handler that defers', () => {
  test.each([
    { name: 'within a hide', forMs: HOUR_MS + 123 },
    { name: 'beyond a hide', forMs: 3 * DAY_MS + 123 },
  ])('$name is asked again, and not before', async ({ forMs }) => {
    const stage = consumeStage();
    const untilMs = stage.clock.now() + forMs;
    stage.consumer({
      work: ({ atMs }) => (atMs < untilMs ? { kind: 'defer', untilMs } : undefined),
    });
    const { id } = await stage.producer.send('a');
    await stage.clock.advanceTo(untilMs + 60_000);
    expect(stage.starts).toMatchObject([{ context: { id } }, { context: { id } }]);
    expect(stage.starts[1]!.atMs - untilMs).toBeGreaterThanOrEqual(0);
    expect(stage.starts[1]!.atMs - untilMs).toBeLessThan(1_100);
    expect(remaining(stage, 'ready')).toBe(0);
  });
});

describe('what no handler may see', () => {
  const stamped = (properties: Readonly<Record<string, string>>) => ({
    content: '"a"',
    lane: 'ready',
    properties: { 'snoozeq-v': '1', 'snoozeq-id': 'x', ...properties },
  });

  test.each([
    { name: 'a due time that is no date', properties: { 'snoozeq-due-at': 'soon' } },
    { name: 'a due time before 2000', properties: { 'snoozeq-due-at': '1999-12-31T23:59:59.999Z' } },
    { name: 'a due time beyond the horizon', properties: { 'snoozeq-due-at': '2036-01-05T00:00:00.000Z' } },
  ])('$name: dead-lettered at once with its reason and all that it said', async ({ properties }) => {
    const stage = consumeStage();
    const consumer = stage.consumer();
    await stage.queue.connect().send([stamped({ ...properties, tenant: 't1' })]);
    await stage.clock.advanceBy(1_000);
    expect(stage.starts).toEqual([]);
    expect(await deadLetters(stage)).toMatchObject([
      {
        content: '"a"',
        properties: {
          ...properties,
          tenant: 't1',
          'snoozeq-dead': expect.stringContaining('snoozeq-due-at'),
        },
      },
    ]);
    expect(remaining(stage, 'ready')).toBe(0);
    expect(consumer.errors).toEqual([]);
  });

  test('a body that cannot be decoded', async () => {
    const stage = consumeStage();
    stage.consumer();
    await stage.queue.connect().send([{ ...stamped({}), content: 'secret{' }]);
    await stage.clock.advanceBy(1_000);
    expect(stage.starts).toEqual([]);
    expect(await deadLetters(stage)).toMatchObject([
      { content: 'secret{', properties: { 'snoozeq-dead': 'body cannot be decoded: SyntaxError' } },
    ]);
  });

  test('a dead letter, even where a consumer reads its lane by mistake', async () => {
    const stage = consumeStage();
    stage.consumer({ profile: { lanes: ['dead'], deadLane: 'graves' } });
    await stage.queue.connect().send([{ ...stamped({ 'snoozeq-dead': 'poison' }), lane: 'dead' }]);
    await stage.clock.advanceBy(DAY_MS);
    expect(stage.starts).toEqual([]);
    expect(remaining(stage, 'dead')).toBe(1);
  });
});
