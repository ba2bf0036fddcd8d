import { describe, expect, test } from '@jest/globals';
import type { SendStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { quiet } from '../spec-support/a-consumer.js';
import { aProducer, REFUSAL } from '../spec-support/a-producer.js';
import { HOUR_MS, NOW_MS } from '../spec-support/deliveries.js';
import { plainStamps } from '../spec-support/plain-stamps.js';
import { CAPABILITIES, ScriptedTransport } from '../spec-support/scripted-transport.js';

const passing = new QueueError('timeout', 'no reply');
const final = new QueueError('unauthorised', 'no');
const bodies = (count: number) => Array.from({ length: count }, (_, index) => ({ body: index }));
const ids = ({ sent }: ScriptedTransport): readonly (readonly string[])[] =>
  sent.map((batch) => batch.map(({ properties }) => properties?.['id'] ?? 'none'));

describe('one message', () => {
  test('is encoded, stamped, and sent to the lane of its plan', async () => {
    const { producer, transport } = aProducer();
    const result = await producer.send({ order: 7 }, { key: 'order-7', in: 5_000 });
    expect(result).toEqual({
      kind: 'sent',
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      key: 'order-7',
      dueAtMs: NOW_MS + 5_000,
      serviceId: '1',
      plan: expect.objectContaining({ kind: 'plan', delayMs: 5_000 }),
    });
    expect(transport.sent).toEqual([
      [
        {
          content: '{"order":7}',
          lane: 'planned',
          properties: {
            id: result.id,
            key: 'order-7',
            due: `${NOW_MS + 5_000}`,
            attempts: '0',
            relays: '0',
          },
        },
      ],
    ]);
  });

  test('without a key is named by its id', async () => {
    const { id, key } = await aProducer().producer.send('body');
    expect(key).toBe(id);
  });

  test.each([
    { name: 'no delay', options: {}, due: undefined },
    { name: 'a delay', options: { in: 1_000 }, due: `${NOW_MS + 1_000}` },
    { name: 'a delay of nothing', options: { in: 0 }, due: `${NOW_MS}` },
    { name: 'a due time', options: { dueAt: NOW_MS + 9 }, due: `${NOW_MS + 9}` },
  ])(
    'with $name carries due time $due: a fast clock must not delay what is not delayed',
    async ({ options, due }) => {
      const { producer, transport } = aProducer();
      await producer.send('body', options);
      expect(transport.sent[0]?.[0]?.properties?.['due']).toBe(due);
    },
  );

  test('tells the planner its size on the wire, stamp included', async () => {
    const sizes: number[] = [];
    const { producer, transport } = aProducer({
      planner: {
        plan: ({ sizeBytes }) => {
          sizes.push(sizeBytes);
          return REFUSAL;
        },
      },
    });
    await producer.send('x'.repeat(1_000), { in: 1_000 });
    expect(sizes[0]).toBeGreaterThan(1_100);
    expect(sizes[0]).toBeLessThan(1_400);
    expect(transport.sent).toEqual([]);
  });
});

describe('results', () => {
  test('keep the order of the messages, whatever became of them', async () => {
    const { producer, transport } = aProducer();
    transport.onSend = async (messages) =>
      messages.map(({ content }): SendStatus =>
        content === '"b"' ? { kind: 'failed', error: final } : { kind: 'stored', id: content },
      );
    const results = await producer.sendAll([
      { body: 'a', key: '1' },
      { body: 'b', key: '2' },
      { body: 'c', key: '3', in: 169 * HOUR_MS },
      { body: 'd', key: '4', in: 'soon' },
      { body: 'e', key: '5' },
    ]);
    expect(results).toMatchObject([
      { kind: 'sent', key: '1', serviceId: '"a"' },
      { kind: 'failed', key: '2', error: final },
      { kind: 'refused', key: '3', refusal: REFUSAL },
      {
        kind: 'failed',
        key: '4',
        error: { code: 'malformed', message: expect.stringContaining('write 90s') },
      },
      { kind: 'sent', key: '5', serviceId: '"e"' },
    ]);
    expect(transport.sent.flat().map(({ content }) => content)).toEqual(['"a"', '"b"', '"e"']);
  });

  test('keep the order over several batches that answer in any order', async () => {
    const { producer, transport } = aProducer();
    const answers: (() => void)[] = [];
    transport.onSend = (messages) =>
      new Promise((resolve) =>
        answers.push(() => resolve(messages.map(({ content }) => ({ kind: 'stored', id: content })))),
      );
    const results = producer.sendAll(bodies(60));
    await quiet();
    for (const answer of answers.toReversed()) answer();
    expect((await results).map((result) => (result.kind === 'sent' ? result.serviceId : 'none'))).toEqual(
      bodies(60).map(({ body }) => `${body}`),
    );
  });

  test('of a reply that is too short: the rest has failed', async () => {
    const { producer, transport } = aProducer();
    transport.onSend = async () => [{ kind: 'stored', id: '1' }];
    const results = await producer.sendAll(bodies(2));
    expect(results).toMatchObject([{ kind: 'sent' }, { kind: 'failed', error: { code: 'unavailable' } }]);
  });

  test('of nothing: none, and no call', async () => {
    const { producer, transport } = aProducer();
    expect(await producer.sendAll([])).toEqual([]);
    expect(transport.log).toEqual([]);
  });
});

describe('batches', () => {
  test.each([
    { count: 20, sizes: [20] },
    { count: 21, sizes: [20, 1] },
    { count: 65, sizes: [20, 20, 20, 5] },
  ])('$count messages travel as $sizes', async ({ count, sizes }) => {
    const { producer, transport } = aProducer();
    await producer.sendAll(bodies(count));
    expect(transport.sent.map((batch) => batch.length)).toEqual(sizes);
  });

  test('stay within the bytes of one send', async () => {
    const transport = new ScriptedTransport({ ...CAPABILITIES, maxBatchBytes: 5_000 });
    const { producer } = aProducer({ transport });
    await producer.sendAll(Array.from({ length: 10 }, () => ({ body: 'x'.repeat(1_000) })));
    expect(transport.sent.every((batch) => batch.length > 1)).toBe(true);
    for (const batch of transport.sent)
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(5_000);
    expect(transport.sent.flat()).toHaveLength(10);
  });

  test('at most four are on their way', async () => {
    const { producer, transport } = aProducer();
    let open = 0;
    let most = 0;
    transport.onSend = async (messages) => {
      open += 1;
      most = Math.max(most, open);
      await quiet();
      open -= 1;
      return messages.map(() => ({ kind: 'stored', id: '1' }));
    };
    await producer.sendAll(bodies(200));
    expect(most).toBe(4);
  });
});

describe('a call that fails', () => {
  const failing = (times: number, error: QueueError) => {
    const stage = aProducer();
    stage.transport.onSend = async (messages) => {
      if (stage.transport.sent.length <= times) throw error;
      return messages.map(() => ({ kind: 'stored', id: '1' }));
    };
    return stage;
  };

  test.each([
    { name: 'once', times: 1, error: passing, tries: 2, kind: 'sent' },
    { name: 'three times', times: 3, error: passing, tries: 4, kind: 'sent' },
    { name: 'four times', times: 4, error: passing, tries: 4, kind: 'failed' },
    { name: 'for good', times: 1, error: final, tries: 1, kind: 'failed' },
  ])('$name: $tries tries under the same ids, then $kind', async ({ times, error, tries, kind }) => {
    const { producer, transport, clock } = failing(times, error);
    const results = producer.sendAll(bodies(2));
    await clock.advanceBy(60_000);
    expect((await results).map((result) => result.kind)).toEqual([kind, kind]);
    expect(transport.sent).toHaveLength(tries);
    expect(new Set(ids(transport).map((batch) => batch.join())).size).toBe(1);
  });

  test('is tried again after a back-off, and after what the service asked for', async () => {
    const { producer, transport, clock } = failing(
      1,
      new QueueError('throttled', 'slow', { retryAfterMs: 7_000 }),
    );
    void producer.send('body');
    await clock.advanceBy(6_999);
    expect(transport.sent).toHaveLength(1);
    await clock.advanceBy(1);
    expect(transport.sent).toHaveLength(2);
  });

  test('fails its own batch only', async () => {
    const { producer, transport, clock } = aProducer();
    transport.onSend = async (messages) => {
      if (messages.some(({ content }) => content === '20')) throw final;
      return messages.map(() => ({ kind: 'stored', id: '1' }));
    };
    const results = producer.sendAll(bodies(60));
    await clock.advanceBy(60_000);
    expect((await results).map(({ kind }) => kind)).toEqual(
      bodies(60).map(({ body }) => (body >= 20 && body < 40 ? 'failed' : 'sent')),
    );
  });
});

test('a stamp or a body that cannot be written fails its message and no other', async () => {
  const { producer } = aProducer({
    convention: {
      ...plainStamps,
      seal: (message, stamp) => {
        if (stamp.key === 'bad') throw new RangeError('year 12026');
        return plainStamps.seal(message, stamp);
      },
    },
  });
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const results = await producer.sendAll([{ body: 1, key: 'bad' }, { body: circular }, { body: 2 }]);
  expect(results).toMatchObject([
    { kind: 'failed', error: { code: 'malformed' } },
    { kind: 'failed', error: { code: 'malformed' } },
    { kind: 'sent' },
  ]);
});
