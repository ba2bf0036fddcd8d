import { expect, test } from '@jest/globals';
import { VirtualClock } from '../clock/virtual-clock.js';
import type { Stamp } from '../contracts/stamp.js';
import { aPlan, aProducer } from '../spec-support/a-producer.js';
import { HOUR_MS, NOW_MS } from '../spec-support/deliveries.js';
import { plainStamps } from '../spec-support/plain-stamps.js';

test.each([0, 0.1, 0.999])(
  'a delay is planned as it was asked for, at a clock that is %f ms past a whole millisecond',
  async (fractionMs) => {
    const { producer, transport } = aProducer({
      queueClock: new VirtualClock(NOW_MS + fractionMs),
      // Due times are whole milliseconds, and never earlier than asked.
      readDueTime: (options, nowMs) => ({ dueAtMs: Math.ceil(nowMs + Number(options.in)) }),
    });
    expect(await producer.send('x', { in: 12 * HOUR_MS })).toMatchObject({ plan: { delayMs: 12 * HOUR_MS } });
    const due = Number(transport.sent[0]?.[0]?.properties?.['due']);
    expect(due).toBeGreaterThanOrEqual(NOW_MS + fractionMs + 12 * HOUR_MS);
  },
);

test('type, expiry, revision and trace are in the stamp, and nothing that was not given', async () => {
  const stamps: Stamp[] = [];
  const { producer } = aProducer({
    convention: { ...plainStamps, seal: (message, stamp) => (stamps.push(stamp), message) },
  });
  const given = { type: 'order.placed', rev: 4, traceparent: '00-trace' };
  await producer.send('x', { key: 'k', ...given, expiresAt: NOW_MS + HOUR_MS });
  await producer.send('x', { key: 'k' });
  const plain = { id: expect.any(String), key: 'k', publishedAtMs: NOW_MS, attempts: 0, relays: 0 };
  expect(stamps).toEqual([{ ...plain, ...given, expiresAtMs: NOW_MS + HOUR_MS }, plain]);
});

test('a lane of its own is what the planner is asked about, and one that no channel can be called is not sent', async () => {
  const asked: (string | undefined)[] = [];
  const { producer, transport } = aProducer({
    planner: { plan: ({ lane }) => (asked.push(lane), aPlan({ lane: lane ?? 'planned' })) },
  });
  await producer.send('x', { lane: 'mail' });
  await producer.send('x');
  expect(asked).toEqual(['mail', undefined]);
  expect(transport.sent.map(([message]) => message?.lane)).toEqual(['mail', 'planned']);
  for (const lane of ['', 'a b', 'a&b', 'x'.repeat(65)])
    expect(await producer.send('x', { lane })).toMatchObject({
      kind: 'failed',
      error: { code: 'malformed' },
    });
});
