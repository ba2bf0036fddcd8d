import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { contentsOf, only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queue: QueueCalls;
const newQueue = async (details: object = {}) => (queue = queueCalls(t, await t.createQueue(details)));

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterAll(() => t.close());
beforeEach(() => newQueue());

const iso = (atMs: number): string => new Date(atMs).toISOString();

describe('a message', () => {
  test('comes back with its lease, its times and its first count (F8.put, F8.get, F3.first-count, F3.expire-after, F3.created-at, F8.dates)', async () => {
    const put = only(await queue.put('hello "world" 🚀'));
    const putMs = t.clock.now();
    t.clock.runFor(5_000);
    const message = only(await queue.get({ visibilityInSeconds: 60 }));
    expect(message).toMatchObject({
      id: put.id,
      content: 'hello "world" 🚀',
      deliveryCount: 1,
      visibleAfter: iso(putMs + 65_000),
      createdAt: iso(putMs),
      expireAfter: iso(putMs + 86_400_000),
    });
  });

  test('has its expiry in the answer to the put (F3.put-expire-after)', async () => {
    expect(only(await queue.put('a')).expireAfter).toBe(iso(t.clock.now() + 86_400_000));
  });

  test('without metadata comes back without (F2.no-metadata)', async () => {
    await queue.put('a');
    expect(only(await queue.get()).metadata).toBeUndefined();
  });

  test('keeps its channel and custom properties (F2.put)', async () => {
    const metadata = {
      channelId: 'ready',
      customProperties: { 'snoozeq-id': 'a"b', __proto__x: 'y', empty: '' },
    };
    await queue.send([{ content: 'a', metadata }]);
    expect(only(await queue.get()).metadata).toEqual(metadata);
  });

  test('is gone when its retention ends, whatever became of it (F3.expire-after, F3.durable)', async () => {
    await newQueue({ retentionInSeconds: 60 });
    await queue.put('a');
    await queue.update(only(await queue.get()).receipt, 20);
    t.clock.runFor(59_999);
    expect(await queue.get({ visibilityInSeconds: 0 })).toHaveLength(1);
    t.clock.runFor(1);
    expect(await queue.get()).toEqual([]);
  });
});

describe('a put', () => {
  test('of two gives ids that are neighbours, which the SDK rounds to the same number (F4.sdk-as-is, F4.rounded)', async () => {
    const [a, b] = await queue.put('a', 'b');
    expect(a?.id).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expect(a?.id).toBe(b?.id);
  });

  test('answers in the order of its request, with ids that rise (F3.put-order, F2.multi-channel-put)', async () => {
    const channels = ['a', 'b', 'a'];
    const put = await queue.send(
      channels.map((channelId) => ({ content: channelId, metadata: { channelId } })),
    );
    expect(put).toHaveLength(3);
    const got = [...(await queue.get({ channelFilter: 'a' })), ...(await queue.get({ channelFilter: 'b' }))];
    expect(new Set(got.map(({ id }) => id))).toEqual(new Set(put.map(({ id }) => id)));
  });

  test('takes many messages: their number is not limited (F1.messages)', async () => {
    for (let put = 0; put < 10; put++) await queue.put(...Array.from({ length: 20 }, () => 'x'));
    expect(await queue.stats()).toMatchObject({ queue: { visibleMessages: 200 } });
  });
});

describe('a get', () => {
  test('hides what it returns until the visibility has lapsed, then it counts again (F3.count, F3.at-least-once)', async () => {
    await queue.put('a');
    await queue.get({ visibilityInSeconds: 30 });
    t.clock.runFor(29_999);
    expect(await queue.get()).toEqual([]);
    t.clock.runFor(1);
    expect(only(await queue.get())).toMatchObject({ content: 'a', deliveryCount: 2 });
  });

  test('that peeks counts and leaves the message visible (F3.peek)', async () => {
    await queue.put('a');
    const counts = [];
    for (let peek = 0; peek < 3; peek++)
      counts.push(only(await queue.get({ visibilityInSeconds: 0 })).deliveryCount);
    expect(counts).toEqual([1, 2, 3]);
    expect(await queue.stats()).toMatchObject({ queue: { visibleMessages: 1, inFlightMessages: 0 } });
  });

  test('takes the visibility of the queue when it names none (F3.get-visibility)', async () => {
    await newQueue({ visibilityInSeconds: 7 });
    await queue.put('a');
    expect(only(await queue.get()).visibleAfter).toBe(iso(t.clock.now() + 7_000));
  });

  test('returns at most `limit` messages, the oldest first (F1.get-batch, F3.fewer, F3.order)', async () => {
    await queue.put('a', 'b', 'c');
    expect(contentsOf(await queue.get({ limit: 2 }))).toEqual(['a', 'b']);
    expect(contentsOf(await queue.get({ limit: 2 }))).toEqual(['c']);
  });

  test('from an empty queue answers an empty list at once when it does not wait (F3.short-poll, F8.get)', async () => {
    expect(await queue.get({ timeoutInSeconds: 0 })).toEqual([]);
  });
});

describe('a get with a filter', () => {
  test('reads exactly that channel: no prefix, no wildcard, no list (F2.filter, F2.one-filter)', async () => {
    await queue.putTo('two', 'to two');
    await queue.putTo('two-b', 'to two-b');
    await queue.put('unnamed');
    for (const channelFilter of ['tw', 'two*', '*', 'two,two-b', 'TWO', 'none'])
      expect(await queue.get({ channelFilter })).toEqual([]);
    expect(contentsOf(await queue.get({ channelFilter: 'two' }))).toEqual(['to two']);
  });
});

describe('a get without a filter', () => {
  test('answers from one channel at a time and reaches all, the queue itself too (F2.random, F2.one-channel)', async () => {
    await queue.putTo('one', '1', '1');
    await queue.putTo('two', '2', '2');
    await queue.put('0', '0');
    const answers = [await queue.get(), await queue.get(), await queue.get()].map(contentsOf);
    expect(answers.map((contents) => new Set(contents).size)).toEqual([1, 1, 1]);
    expect(answers.flat().toSorted().join('')).toBe('001122');
  });

  test('picks each channel as often as the others, however much it holds (F2.fairness)', async () => {
    await queue.putTo('full', ...Array.from({ length: 19 }, () => 'full'));
    await queue.putTo('small', 'small');
    await queue.put('unnamed');
    const picked = new Map<string, number>();
    for (let peek = 0; peek < 90; peek++) {
      const { content } = only(await queue.get({ limit: 1, visibilityInSeconds: 0 }));
      picked.set(content, (picked.get(content) ?? 0) + 1);
    }
    for (const content of ['full', 'small', 'unnamed']) expect(picked.get(content)).toBeGreaterThan(15);
  });

  test('passes over channels whose messages are all hidden (F2.hidden-skipped)', async () => {
    await queue.putTo('hidden', 'h');
    await queue.get({ channelFilter: 'hidden' });
    await queue.putTo('open', 'o');
    for (let peek = 0; peek < 20; peek++)
      expect(contentsOf(await queue.get({ visibilityInSeconds: 0 }))).toEqual(['o']);
  });
});

test('a call on a queue that is not there is a 404 (F5.not-found)', async () => {
  queue = queueCalls(t, 'ocid1.queue.oc1.emulator.nothing');
  const calls = [
    () => queue.put('a'),
    () => queue.get(),
    () => queue.update('r', 1),
    () => queue.updates([{ receipt: 'r', visibilityInSeconds: 1 }]),
    () => queue.remove('r'),
    () => queue.removes('r'),
    () => queue.stats(),
    () => queue.channels(),
  ];
  for (const call of calls) {
    expect(await refusalOf(call())).toMatchObject({
      statusCode: 404,
      serviceCode: 'NotAuthorizedOrNotFound',
    });
  }
});

test('the request id of the client leads the one of the reply (F8.request-id)', async () => {
  const { opcRequestId } = await t.client.getStats({ queueId: queue.queueId, opcRequestId: 'mine.7' });
  expect(opcRequestId).toMatch(/^mine\.7\/[0-9A-F]{32}\/[0-9A-F]{32}$/);
});
