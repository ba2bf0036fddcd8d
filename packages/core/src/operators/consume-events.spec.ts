import { describe, expect, test } from '@jest/globals';
import type { ConsumerParts } from '../consumer/consumer-runtime.js';
import type { HandlerResult } from '../contracts/handler.js';
import { QueueError } from '../errors.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, NOW_MS } from '../spec-support/deliveries.js';
import { admit } from './admit.js';
import { consume } from './consume.js';
import { handle } from './handle.js';
import { settle } from './settle.js';

/** A whole consumer, and how its stream ended. */
const consuming = (work: () => HandlerResult = () => undefined, overrides: Partial<ConsumerParts> = {}) => {
  const stage = aConsumer({}, overrides);
  const { runtime } = stage;
  const ends: unknown[] = [];
  consume(runtime, (delivery$) =>
    delivery$.pipe(admit(runtime), handle(runtime, { handle: work }), settle(runtime)),
  ).subscribe({ error: (error: unknown) => ends.push(error), complete: () => ends.push('complete') });
  return { ...stage, ends, kinds: () => stage.events.map(({ kind }) => kind) };
};
const dueIn = (ms: number) =>
  aDelivery('a', { message: aMessage('a', { properties: { id: 'a', due: `${NOW_MS + ms}` } }) });

describe('what is told', () => {
  test.each([
    {
      name: 'a message that is due',
      delivery: aDelivery(),
      kinds: ['received', 'judged', 'started', 'finished', 'settled'],
    },
    { name: 'a message that is not due', delivery: dueIn(60_000), kinds: ['received', 'judged', 'settled'] },
    {
      name: 'a message that waits for its last second',
      delivery: dueIn(500),
      kinds: ['received', 'judged', 'judged', 'started', 'finished', 'settled'],
    },
    {
      name: 'a body that cannot be read',
      delivery: aDelivery('a', { message: aMessage('a', { content: '{' }) }),
      kinds: ['received', 'judged', 'settled'],
    },
  ])('of $name: $kinds', async ({ delivery, kinds }) => {
    const stage = consuming();
    stage.transport.answer([delivery]);
    await stage.clock.advanceBy(1_000);
    expect(stage.kinds()).toEqual(kinds);
  });

  test('of a handler that fails: judged again, then finished with what the policy said', async () => {
    const stage = consuming(() => Promise.reject(new Error('no connection')));
    stage.transport.answer([aDelivery()]);
    await stage.clock.advanceBy(1_000);
    expect(stage.events).toMatchObject([
      { kind: 'received', count: 1 },
      { kind: 'judged', decision: { kind: 'deliver' } },
      { kind: 'started' },
      { kind: 'judged', decision: { kind: 'hold', reason: 'failed' } },
      { kind: 'finished', settlement: { kind: 'hold', reason: 'failed' } },
      { kind: 'settled', settled: { status: { kind: 'applied' } } },
    ]);
  });

  test('an empty poll is not worth a word', async () => {
    const stage = consuming();
    stage.transport.answer([]);
    await quiet();
    expect(stage.events).toEqual([]);
  });

  test('a poll that failed: the error, and when the next one comes', async () => {
    const stage = consuming(undefined, { random: () => 0.5 });
    const error = new QueueError('throttled', 'slow down');
    stage.transport.fail(error);
    await quiet();
    expect(stage.events).toEqual([{ kind: 'receive-failed', error, retryInMs: 150 }]);
  });
});

describe('a poll that fails', () => {
  test('backs off on the process clock, which counts as work: no clock may skip over it', async () => {
    const stage = consuming();
    stage.transport.fail(new QueueError('unavailable', 'down'));
    await quiet();
    expect(stage.activity.state.busy).toBe(1);
    await stage.clock.advanceBy(99);
    expect(stage.transport.requests).toHaveLength(1);
    await stage.clock.advanceBy(1);
    expect(stage.transport.requests).toHaveLength(2);
    expect(stage.activity.state.busy).toBe(0);
    expect(stage.ends).toEqual([]);
  });

  test('with anything that is no QueueError is taken for an outage', async () => {
    const stage = consuming();
    stage.transport.fail(new TypeError('fetch failed'));
    await stage.clock.advanceBy(100);
    expect(stage.kinds()).toEqual(['receive-failed']);
    expect(stage.transport.requests).toHaveLength(2);
  });

  test.each(['unauthorised', 'not-found', 'malformed', 'closed', 'misconfigured'] as const)(
    'for good (%s) ends the stream with its error, and polls no more',
    async (code) => {
      const stage = consuming();
      const error = new QueueError(code, 'no');
      stage.transport.fail(error);
      await stage.clock.advanceBy(60_000);
      expect(stage.ends).toEqual([error]);
      expect(stage.transport.requests).toHaveLength(1);
      expect(stage.events).toEqual([]);
    },
  );

  test('gives its places back', async () => {
    const stage = consuming();
    const free = stage.runtime.inHand.freePlaces;
    for (let failures = 0; failures < 5; failures += 1) {
      stage.transport.fail(new QueueError('unavailable', 'down'));
      await stage.clock.advanceBy(30_000);
    }
    expect(stage.transport.openPolls).toBe(1);
    expect(stage.runtime.inHand.freePlaces).toBe(free);
  });
});
