import { afterEach, describe, expect, test } from '@jest/globals';
import { storyOf } from '@snoozeq/core';
import { parseDuration } from '@snoozeq/delay-policy';
import {
  createConsumer,
  createProducer,
  memoryJournal,
  type HandlerContext,
  type Outcome,
  type QueueConsumer,
} from './index.js';
import { aVirtualQueue } from './spec-support/virtual-queue.js';

let running: (() => Promise<void>) | undefined;
afterEach(() => running?.());

/** Runs the consumer until the test ends. */
const start = (consumer: QueueConsumer, clock: { advanceBy(ms: number): Promise<void> }): void => {
  const run = consumer.run();
  running = async () => {
    const stopped = consumer.stop();
    await clock.advanceBy(30_000);
    await Promise.all([stopped, run]);
    running = undefined;
  };
};

const ms = (duration: string): number => parseDuration(duration) ?? Number.NaN;

describe('a message with a delay', () => {
  test.each(['250ms', '2s', '90s', '12h', '1d1ms', '3d'])(
    'of %s is handled when it has passed, and not a millisecond earlier',
    async (delay) => {
      const { clock, queue, client } = aVirtualQueue();
      const producer = await createProducer<string>(client());
      const handledAtMs: number[] = [];
      start(createConsumer({ ...client(), handler: () => void handledAtMs.push(clock.now()) }), clock);
      const sentAtMs = clock.now();
      expect(await producer.send('x', { in: delay })).toMatchObject({ kind: 'sent' });
      await clock.advanceBy(ms(delay) - 1);
      expect(handledAtMs).toEqual([]);
      await clock.advanceBy(1_101);
      expect(handledAtMs).toHaveLength(1);
      expect(handledAtMs[0]).toBeGreaterThanOrEqual(sentAtMs + ms(delay));
      await clock.advanceBy(60_000);
      expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
    },
  );

  test('reaches the handler with its body, its key, its due time and its counts', async () => {
    const { clock, client } = aVirtualQueue();
    const producer = await createProducer<{ n: number }>(client());
    const seen: unknown[] = [];
    const handler = {
      handle: (body: { n: number }, { key, dueAtMs, attempt, holds }: HandlerContext) =>
        void seen.push({ body, key, dueAtMs, attempt, holds }),
    };
    start(createConsumer({ ...client(), handler }), clock);
    const dueAtMs = clock.now() + ms('13h');
    await producer.send({ n: 7 }, { dueAt: new Date(dueAtMs), key: 'seven' });
    await clock.advanceBy(ms('14h'));
    expect(seen).toEqual([{ body: { n: 7 }, key: 'seven', dueAtMs, attempt: 1, holds: 2 }]);
  });

  test('leaves its story in a journal that producer and consumer share', async () => {
    const { clock, client } = aVirtualQueue();
    const journal = memoryJournal();
    const producer = await createProducer<{ secret: string }>({ ...client(), journal });
    start(createConsumer({ ...client(), journal, handler: () => undefined }), clock);
    const dueAtMs = clock.now() + ms('30h');
    await producer.send({ secret: 'body' }, { dueAt: dueAtMs, key: 'trial-4711' });
    await clock.advanceBy(ms('20h'));
    const { entries } = await journal.read({ key: 'trial-4711' });
    const story = storyOf(entries);
    expect(story).toMatchObject({ state: 'waiting', dueAtMs, planned: { holds: 3 }, holds: 2, attempts: 0 });
    expect((story?.visibleAtMs ?? 0) - clock.now() - ms('4h')).toBeLessThan(1_000);
    await clock.advanceBy(ms('11h'));
    const end = await journal.read({ key: 'trial-4711' });
    expect(storyOf(end.entries)).toMatchObject({
      ...{ state: 'completed', holds: 3, attempts: 1, deliveryCount: 4 },
      last: { as: 'completed', status: 'applied' },
    });
    expect(JSON.stringify(end)).not.toContain('body');
  });

  test('that no retention can hold is refused with the reason, and nothing is stored', async () => {
    const { queue, client } = aVirtualQueue({ retentionMs: ms('1d') });
    const producer = await createProducer(client());
    const result = await producer.send('x', { in: '2d' });
    expect(result).toMatchObject({ kind: 'refused', refusal: { rule: 'retention' } });
    expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });
});

describe('what a message says of itself', () => {
  const said = {
    type: 'trial.ends',
    rev: 3,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    expiresIn: '30d',
  };

  test('outlives a relay and a dead letter', async () => {
    const { clock, queue, client } = aVirtualQueue();
    const producer = await createProducer(client());
    const types: (string | undefined)[] = [];
    const consumer = createConsumer({
      ...client(),
      handler: (_body, { type }): Outcome => {
        types.push(type);
        return types.length === 1
          ? { kind: 'defer', untilMs: clock.now() + ms('13h') }
          : { kind: 'dead-letter', reason: 'no' };
      },
    });
    start(consumer, clock);
    await producer.send('x', said);
    await clock.advanceBy(ms('14h'));
    expect(types).toEqual(['trial.ends', 'trial.ends']);
    const [dead] = await queue.connect().receive({ limit: 1, waitMs: 0, leaseMs: 30_000, lane: 'dead' });
    expect(dead?.message.properties).toMatchObject({
      'snoozeq-type': 'trial.ends',
      'snoozeq-rev': '3',
      'snoozeq-expires-at': expect.stringContaining('T'),
      traceparent: said.traceparent,
      'snoozeq-relays': '1',
      'snoozeq-dead': 'no',
    });
  });

  test('a lane of its own reaches its own consumer, whatever the others wait in', async () => {
    const { clock, client } = aVirtualQueue();
    const options = { ...client(), policy: { strategy: 'lane' as const } };
    const producer = await createProducer(options);
    const handledAtMs: number[] = [];
    const handler = () => void handledAtMs.push(clock.now());
    start(createConsumer({ ...client(), lanes: ['mail'], handler }), clock);
    const dueAtMs = clock.now() + ms('2d');
    const sent = await producer.send('x', { lane: 'mail', in: '2d' });
    expect(sent).toMatchObject({ plan: { lane: 'mail', strategy: 'hold' } });
    await clock.advanceBy(ms('3d'));
    expect(handledAtMs).toHaveLength(1);
    expect(handledAtMs[0]).toBeGreaterThanOrEqual(dueAtMs);
  });

  test.each([
    ['a type with a space', { type: 'trial ends' }, '1 to 128 printable ASCII characters'],
    ['half a revision', { rev: 0.5 }, 'whole number'],
    ['an expiry before its due time', { in: '2h', expiresIn: '1h' }, 'before it is due'],
    ['a lane with a space', { lane: 'a b' }, '1 to 64 characters'],
  ])('is not sent with %s', async (_what, options, text) => {
    const { queue, client } = aVirtualQueue();
    const result = await (await createProducer(client())).send('x', options);
    expect(result).toMatchObject({ kind: 'failed', error: { code: 'malformed' } });
    expect(result.kind === 'failed' && result.error.message).toContain(text);
    expect(queue.stats()).toMatchObject({ visible: 0 });
  });
});

describe('a handler that fails', () => {
  test('is tried again as often as the policy of the options says, then the message is a dead letter', async () => {
    const { clock, queue, client } = aVirtualQueue();
    const attempts: number[] = [];
    const consumer = createConsumer({
      ...client(),
      policy: { maxAttempts: 3 },
      handler: (_body, { attempt }) => {
        attempts.push(attempt);
        throw new Error('no');
      },
    });
    start(consumer, clock);
    await (await createProducer(client())).send('x');
    await clock.advanceBy(ms('10m'));
    expect(attempts).toEqual([1, 2, 3]);
    expect(queue.stats('dead')).toMatchObject({ visible: 1 });
  });
});

describe('stop', () => {
  test('finishes and settles what is in hand, takes nothing new, and then run resolves', async () => {
    const { clock, queue, client } = aVirtualQueue();
    const producer = await createProducer<string>(client());
    let finish = (): void => undefined;
    const kinds: string[] = [];
    const consumer = createConsumer({
      ...client(),
      concurrency: 1,
      handler: () => new Promise<void>((resolve) => (finish = resolve)),
      onEvent: ({ kind }) => void kinds.push(kind),
    });
    const run = consumer.run();
    await producer.send('in hand');
    await clock.advanceBy(100);
    const stopped = consumer.stop();
    await clock.advanceBy(2_000);
    await producer.send('too late');
    finish();
    await clock.advanceBy(2_000);
    await Promise.all([stopped, run]);
    expect(queue.stats()).toMatchObject({ visible: 1, inFlight: 0 });
    expect(kinds).toEqual(['received', 'judged', 'started', 'draining', 'finished', 'settled', 'drained']);
  });

  test('before run: nothing is received', async () => {
    const { clock, queue, client } = aVirtualQueue();
    await (await createProducer(client())).send('x');
    const consumer = createConsumer({ ...client(), handler: () => undefined });
    await consumer.stop();
    const run = consumer.run();
    await clock.advanceBy(2_000);
    await run;
    expect(queue.stats()).toMatchObject({ visible: 1 });
  });
});
