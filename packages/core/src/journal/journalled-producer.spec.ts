import { expect, test } from '@jest/globals';
import { VirtualClock } from '../clock/virtual-clock.js';
import type { JournalEntry } from '../contracts/journal.js';
import { aProducer } from '../spec-support/a-producer.js';
import { HOUR_MS, NOW_MS } from '../spec-support/deliveries.js';
import { journalledProducer } from './journalled-producer.js';

const noted = () => {
  const entries: JournalEntry[] = [];
  const stage = aProducer({
    codec: {
      encode: (body) => {
        if (body === 'secret') throw new Error(`cannot encode ${body}`);
        return JSON.stringify(body);
      },
      decode: (content) => JSON.parse(content) as unknown,
    },
  });
  const producer = journalledProducer(stage.producer, {
    writer: { add: (entry) => void entries.push(entry) },
    queueClock: new VirtualClock(),
    by: 'producer-1',
  });
  return { producer, entries };
};

test('what was published is written with its plan, and its result is handed on', async () => {
  const { producer, entries } = noted();
  const result = await producer.send('x', { in: HOUR_MS, key: 'trial' });
  expect(result).toMatchObject({ kind: 'sent', key: 'trial', dueAtMs: NOW_MS + HOUR_MS });
  expect(entries).toEqual([
    {
      ...{ id: result.id, key: 'trial', atMs: NOW_MS, by: 'producer-1', kind: 'published' },
      ...{ dueAtMs: NOW_MS + HOUR_MS, lane: 'planned', strategy: 'hold', holds: 0, deliveries: 1 },
    },
  ]);
});

test('what was refused is written with its numbers, what failed with a code that quotes no body', async () => {
  const { producer, entries } = noted();
  const results = await producer.sendAll([
    { body: 'x', in: 200 * HOUR_MS },
    { body: 'secret' },
    { body: 'y' },
  ]);
  expect(results.map(({ kind }) => kind)).toEqual(['refused', 'failed', 'sent']);
  expect(entries).toMatchObject([
    { kind: 'unsent', as: 'refused', reason: 'at most 7d' },
    { kind: 'unsent', as: 'failed', reason: 'malformed' },
    { kind: 'published' },
  ]);
  expect(JSON.stringify(entries)).not.toContain('secret');
});
