import { describe, expect, test } from '@jest/globals';
import { EMPTY, lastValueFrom, of, toArray } from 'rxjs';
import type { HandlerContext, HandlerResult } from '../contracts/handler.js';
import type { Outcome } from '../contracts/decision.js';
import type { StampReading } from '../contracts/stamp.js';
import { aConsumer } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, aStamp, aWork, LEASE_MS, NOW_MS } from '../spec-support/deliveries.js';
import { runHandler } from './handler-runner.js';
import { jsonCodec } from './json-codec.js';
import type { Work } from './work.js';

type Body = { readonly order: number };

/** Runs a handler for one piece of work, and tells what was said, seen and reported. */
const run = async (
  handle: (body: Body, context: HandlerContext) => HandlerResult,
  work: Work = aWork(aDelivery('a', { message: aMessage('a', { content: '{"order":7}' }) })),
) => {
  const stage = aConsumer();
  stage.runtime.queueTime.observe(aDelivery(), LEASE_MS);
  stage.runtime.inHand.receive(work.delivery);
  const verdicts = await lastValueFrom(
    runHandler(stage.runtime, { handle }, jsonCodec<Body>(), work).pipe(toArray()),
  );
  return { ...stage, verdicts, settlements: verdicts.map(({ settlement }) => settlement) };
};

const DEAD: Outcome = { kind: 'dead-letter', reason: 'no such customer' };
const RELEASE: Outcome = { kind: 'release' };
const COMPLETE: Outcome = { kind: 'complete' };
const RETRIED = { kind: 'hold', untilMs: NOW_MS + 5_999, reason: 'failed' };

describe('what a handler may return', () => {
  test.each<[string, HandlerResult, object]>([
    ['nothing', undefined, COMPLETE],
    ['an outcome', DEAD, DEAD],
    ['a promise of nothing', Promise.resolve(), COMPLETE],
    ['a promise of an outcome', Promise.resolve(DEAD), DEAD],
    ['a stream of an outcome', of(DEAD), DEAD],
    ['a stream of several: the last one counts', of(DEAD, RELEASE), RELEASE],
    ['a stream that ends with nothing', of(DEAD, undefined), COMPLETE],
    ['an empty stream', EMPTY, COMPLETE],
    ['an array', [DEAD, RELEASE], RELEASE],
  ])('%s', async (_name, result, settlement) =>
    expect((await run(() => result)).settlements).toEqual([settlement]),
  );

  test.each<[string, () => HandlerResult]>([
    [
      'throws',
      () => {
        throw new Error('no connection');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no connection'))],
    ['rejects with nothing', () => Promise.reject()],
    ['returns what is neither', () => 42 as unknown as HandlerResult],
    ['promises what is no outcome', () => Promise.resolve({ rows: 1 }) as unknown as HandlerResult],
  ])('one that %s has failed: the policy decides', async (_name, handle) =>
    expect((await run(handle)).settlements).toEqual([RETRIED]),
  );
});

describe('what a handler is given', () => {
  const stamped: StampReading = {
    kind: 'stamped',
    stamp: aStamp({ dueAtMs: NOW_MS - 5, type: 'order.placed' }),
  };
  const message = aMessage('a', { content: '{"order":7}' });

  test('its body, and everything it needs to be idempotent', async () => {
    const delivery = aDelivery('a', { message, deliveryCount: 6 });
    const counters = { attempt: 2, holds: 4, attemptsLeft: 3 };
    const seen: [Body, HandlerContext][] = [];
    await run((...given) => void seen.push(given), aWork(delivery, { reading: stamped, counters }));
    expect(seen).toEqual([
      [
        { order: 7 },
        {
          signal: expect.any(AbortSignal),
          id: 'stamp-1',
          key: 'order-1',
          type: 'order.placed',
          dueAtMs: NOW_MS - 5,
          ...counters,
          delivery,
        },
      ],
    ]);
  });

  test('the body that its envelope carries', async () => {
    const seen: Body[] = [];
    const reading: StampReading = { ...stamped, content: '{"order":8}' };
    await run((body) => void seen.push(body), aWork(aDelivery('a', { message }), { reading }));
    expect(seen).toEqual([{ order: 8 }]);
  });

  test('of a message without a stamp: the id of the service, no type and no due time', async () => {
    const seen: HandlerContext[] = [];
    await run((_body, context) => void seen.push(context), aWork(aDelivery('a', { message })));
    expect(seen[0]).toMatchObject({ id: message.id, key: message.id });
    expect(seen[0]).not.toHaveProperty('dueAtMs');
    expect(seen[0]).not.toHaveProperty('type');
  });
});

describe('around a handler', () => {
  test('its start is told before it runs, its end after', async () => {
    const work = aWork(aDelivery('a', { message: aMessage('a', { content: '{"order":7}' }) }));
    const stage = aConsumer();
    stage.runtime.inHand.receive(work.delivery);
    const toldBefore: string[] = [];
    const handler = { handle: () => void toldBefore.push(...stage.events.map(({ kind }) => kind)) };
    stage.runtime.queueTime.observe(work.delivery, LEASE_MS);
    await lastValueFrom(runHandler(stage.runtime, handler, jsonCodec<Body>(), work));
    expect(toldBefore).toEqual(['started']);
    expect(stage.events).toMatchObject([
      { kind: 'started', nowMs: NOW_MS, context: { attempt: 1 } },
      { kind: 'finished', settlement: COMPLETE, context: { attempt: 1 } },
    ]);
  });

  test('it counts as running until its verdict is settled', async () => {
    const work = aWork(aDelivery('a', { message: aMessage('a', { content: '{"order":7}' }) }));
    const { runtime } = await run(() => undefined, work);
    expect(runtime.inHand.get(work.delivery.receipt)?.state).toBe('running');
  });

  test('a body that cannot be decoded is a dead letter: no start, and no word of the body', async () => {
    let started = false;
    const work = aWork(aDelivery('a', { message: aMessage('a', { content: 'secret{' }) }));
    const { settlements, events } = await run(() => void (started = true), work);
    expect(settlements).toEqual([{ kind: 'dead-letter', reason: 'body cannot be decoded: SyntaxError' }]);
    expect(started).toBe(false);
    expect(events).toEqual([]);
  });

  test('work that is no longer in hand is not started', async () => {
    const { runtime } = aConsumer();
    let started = false;
    const handler = { handle: () => void (started = true) };
    const verdicts$ = runHandler(runtime, handler, jsonCodec<Body>(), aWork());
    expect(await lastValueFrom(verdicts$.pipe(toArray()))).toEqual([]);
    expect(started).toBe(false);
  });
});
