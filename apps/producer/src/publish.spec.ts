import { describe, expect, test } from '@jest/globals';
import { QueueError, type Producer, type SendResult } from '@snoozeq/core';
import fc from 'fast-check';
import type { Ready } from './plan-input.js';
import { CHUNK_SIZE, inDueOrder, publish } from './publish.js';

const ready = (line: number, dueAtMs: number): Ready => ({
  kind: 'ready',
  line,
  key: `k${line}`,
  body: { line },
  dueAtMs,
});
const many = (count: number): Ready[] => Array.from({ length: count }, (_, index) => ready(index + 1, index));

const failure: SendResult = {
  kind: 'failed',
  id: 'i',
  key: 'k',
  error: new QueueError('unavailable', 'down'),
};
const success: SendResult = {
  ...{ kind: 'sent', id: 'i', key: 'k', serviceId: '1', dueAtMs: 0 },
  plan: {
    kind: 'plan',
    strategy: 'hold',
    lane: 'ready',
    delayMs: 0,
    holds: 0,
    relays: 0,
    deliveries: 1,
    calls: { single: 3, batched: 0.15 },
    idleCalls: 0,
    worstLatenessMs: 0,
  },
};

/** Answers what `resultFor` says for the message number, and notes what it was asked. */
const producerThat = (resultFor: (index: number) => SendResult, onChunk: () => void = () => undefined) => {
  const keys: (string | undefined)[] = [];
  const sendAll: Producer<unknown>['sendAll'] = async (items) => {
    const results = items.map(({ key }) => resultFor(keys.push(key)));
    onChunk();
    return results;
  };
  return { keys, sendAll, send: () => Promise.reject(new Error('not used')) };
};
const chunksOf = async (
  messages: readonly Ready[],
  producer: Producer<unknown>,
  stop = new AbortController().signal,
) => {
  const sizes: number[] = [];
  for await (const chunk of publish(messages, producer, stop)) sizes.push(chunk.length);
  return sizes;
};

describe('publishing', () => {
  test.each([
    [0, []],
    [1, [1]],
    [CHUNK_SIZE, [CHUNK_SIZE]],
    [2 * CHUNK_SIZE + 1, [CHUNK_SIZE, CHUNK_SIZE, 1]],
  ])('%i messages go in chunks of %j', async (count, sizes) => {
    expect(
      await chunksOf(
        many(count),
        producerThat(() => success),
      ),
    ).toEqual(sizes);
  });

  test('a stop lets the chunk in flight finish and sends no other', async () => {
    const stop = new AbortController();
    const producer = producerThat(
      () => success,
      () => stop.abort(),
    );
    expect(await chunksOf(many(3 * CHUNK_SIZE), producer, stop.signal)).toEqual([CHUNK_SIZE]);
  });

  test('a chunk of which nothing was stored is the last', async () => {
    const producer = producerThat((index) => (index <= CHUNK_SIZE + 1 ? success : failure));
    expect(await chunksOf(many(4 * CHUNK_SIZE), producer)).toEqual([CHUNK_SIZE, CHUNK_SIZE, CHUNK_SIZE]);
  });

  test('results belong to their messages', async () => {
    const producer = producerThat((index) => (index === 2 ? failure : success));
    for await (const chunk of publish(
      [ready(1, 30), ready(2, 20), ready(3, 10)],
      producer,
      new AbortController().signal,
    )) {
      expect(chunk.map(({ message, result }) => [message.line, result.kind])).toEqual([
        [3, 'sent'],
        [2, 'failed'],
        [1, 'sent'],
      ]);
    }
    expect(producer.keys).toEqual(['k3', 'k2', 'k1']);
  });
});

test('due order never falls, and equal due times keep the order of the input', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5)), (dues) => {
      const ordered = inDueOrder(dues.map((dueAtMs, index) => ready(index, dueAtMs)));
      const ranks = ordered.map(({ dueAtMs, line }) => dueAtMs * 1_000 + line);
      expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
      expect(ordered).toHaveLength(dues.length);
    }),
  );
});
