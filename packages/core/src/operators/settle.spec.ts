import { describe, expect, test } from '@jest/globals';
import { lastValueFrom, type Observable, of, toArray } from 'rxjs';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Verdict } from '../consumer/work.js';
import type { Settled } from '../contracts/settlement.js';
import { QueueError } from '../errors.js';
import { aConsumer } from '../spec-support/a-consumer.js';
import { aDelivery, aVerdict, aWork, LEASE_MS } from '../spec-support/deliveries.js';
import { marbles } from '../spec-support/marbles.js';
import { settle } from './settle.js';

const verdict = (name: string): Verdict => aVerdict({ kind: 'complete' }, aWork(aDelivery(name)));
const VERDICTS = { a: verdict('a'), b: verdict('b'), c: verdict('c') };
const settled = ({ work, settlement }: Verdict): Settled => ({
  delivery: work.delivery,
  settlement,
  status: { kind: 'applied' },
});
const SETTLED = { a: settled(VERDICTS.a), b: settled(VERDICTS.b), c: settled(VERDICTS.c) };

/** A consumer whose service takes its time. */
const settlingLike = (call: (verdict: Verdict) => Observable<Settled>): ConsumerRuntime =>
  ({ settler: { settle: call } }) as unknown as ConsumerRuntime;

const cases = [
  {
    name: 'empty',
    source: '     |',
    expected: '   |',
    unsubscribe: undefined,
    subscribed: ' (^!)',
  },
  {
    name: 'never',
    source: '     -',
    expected: '   -',
    unsubscribe: undefined,
    subscribed: ' ^',
  },
  {
    name: 'one',
    source: '     -a|',
    expected: '   ----(a|)',
    unsubscribe: undefined,
    subscribed: ' ^-!',
  },
  {
    name: 'many, side by side',
    source: '     abc|',
    expected: '   ---ab(c|)',
    unsubscribe: undefined,
    subscribed: ' ^--!',
  },
  {
    name: 'source error',
    source: '     a----#',
    expected: '   ---a-#',
    unsubscribe: undefined,
    subscribed: ' ^----!',
  },
  {
    name: 'unsubscribe',
    source: '     ab--',
    expected: '   ---a',
    unsubscribe: '----!',
    subscribed: ' ^---!',
  },
];

describe('settle', () => {
  test.each(cases)('$name', ({ source, expected, unsubscribe, subscribed }) =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(source, VERDICTS);
      const runtime = settlingLike((one) => cold('---(s|)', { s: settled(one) }));
      expectObservable(source$.pipe(settle(runtime)), unsubscribe).toBe(expected, SETTLED);
      expectSubscriptions(source$.subscriptions).toBe(subscribed);
    }),
  );

  test('a service that fails costs a status and not the stream', async () => {
    const { runtime, transport, clock } = aConsumer();
    runtime.queueTime.observe(aDelivery(), LEASE_MS);
    transport.onAck = () => Promise.reject(new QueueError('unauthorised', 'no'));
    const statuses = lastValueFrom(of(VERDICTS.a, VERDICTS.b).pipe(settle(runtime), toArray()));
    await clock.advanceBy(1_000);
    expect((await statuses).map(({ status }) => status.kind)).toEqual(['failed', 'failed']);
  });
});
