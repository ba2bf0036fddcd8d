import { describe, expect, test } from '@jest/globals';
import { map, type Observable, of, tap, timer } from 'rxjs';
import type { ConsumerParts, ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Clock } from '../contracts/clock.js';
import type { Delivery } from '../contracts/delivery.js';
import { aConsumer } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, LEASE_MS } from '../spec-support/deliveries.js';
import { marbles } from '../spec-support/marbles.js';
import { plainPolicy } from '../spec-support/plain-stamps.js';
import { admit } from './admit.js';

/** A delivery that is due at this frame; frame 0 is the instant that the service was heard of. */
const due = (name: string, at: number | string): Delivery =>
  aDelivery(name, {
    servedAtMs: 0,
    leaseUntilMs: LEASE_MS,
    message: aMessage(name, { properties: { id: name, key: name, due: `${at}` } }),
  });

const DELIVERIES = {
  a: due('a', 0),
  b: due('b', 0),
  s: due('s', 5), // soon: less than a second away
  f: due('f', 60_000), // far
  p: due('p', 'soon'), // poison
};
const ADMITTED = {
  a: 'a ready',
  b: 'b ready',
  s: 's ready',
  f: 'f hold',
  p: 'p dead-letter',
  r: 's release',
  x: 'a dead-letter',
};

const consumerOn = (clock: Clock, overrides: Partial<ConsumerParts> = {}): ConsumerRuntime => {
  const { runtime } = aConsumer(
    { drainMs: 0, handlerDeadlineMs: 3 },
    { queueClock: clock, processClock: clock, ...overrides },
  );
  runtime.queueTime.observe(DELIVERIES.a, LEASE_MS);
  return runtime;
};

const admitted = (runtime: ConsumerRuntime, source$: Observable<Delivery>): Observable<string> =>
  source$.pipe(
    tap((delivery) => runtime.inHand.receive(delivery)),
    admit(runtime),
    map((one) => `${one.work.delivery.receipt} ${one.kind === 'ready' ? 'ready' : one.settlement.kind}`),
  );

interface Case {
  readonly name: string;
  readonly source: string;
  readonly expected: string;
  readonly unsubscribe?: string;
  readonly subscribed: string;
}

const cases: readonly Case[] = [
  {
    name: 'empty',
    source: '     |',
    expected: '   |',
    subscribed: ' (^!)',
  },
  {
    name: 'never',
    source: '     -',
    expected: '   -',
    subscribed: ' ^',
  },
  {
    name: 'one',
    source: '     --a|',
    expected: '   --a|',
    subscribed: ' ^--!',
  },
  {
    name: 'many',
    source: '     -a-b-f|',
    expected: '   -a-b-f|',
    subscribed: ' ^-----!',
  },
  {
    name: 'many in one turn',
    source: '     (abf|)',
    expected: '   (abf|)',
    subscribed: ' (^!)',
  },
  {
    name: 'source error',
    source: '     -a-#',
    expected: '   -a-#',
    subscribed: ' ^--!',
  },
  {
    name: 'unsubscribe',
    source: '     -a-b',
    unsubscribe: '--!',
    expected: '   -a-',
    subscribed: ' ^-!',
  },
  {
    name: 'poison',
    source: '     p|',
    expected: '   p|',
    subscribed: ' ^!',
  },
  {
    name: 'a wait ends at its due time',
    source: '     s--------|',
    expected: '   -----s---|',
    subscribed: ' ^--------!',
  },
  {
    name: 'a wait blocks nobody',
    source: '     sab|',
    expected: '   -ab--(s|)',
    subscribed: ' ^--!',
  },
  {
    name: 'completes after the last wait',
    source: '     -s|',
    expected: '   -----(s|)',
    subscribed: ' ^-!',
  },
  {
    name: 'a source error ends waits',
    source: '     s--#',
    expected: '   ---#',
    subscribed: ' ^--!',
  },
  {
    name: 'unsubscribe ends waits',
    source: '     s------',
    unsubscribe: '--!',
    expected: '   ---',
    subscribed: ' ^-!',
  },
];

describe('admit', () => {
  test.each(cases)('$name', ({ source, expected, unsubscribe, subscribed }) =>
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const source$ = cold(source, DELIVERIES);
      expectObservable(admitted(consumerOn(clock), source$), unsubscribe).toBe(expected, ADMITTED);
      expectSubscriptions(source$.subscriptions).toBe(subscribed);
    }),
  );

  test('a policy that throws costs the message and not the stream', () =>
    marbles(({ cold, expectObservable }, clock) => {
      const source$ = cold('-a-b|', DELIVERIES);
      const expected = '    -x-b|';
      const runtime = consumerOn(clock, {
        policy: (input) => {
          if (input.delivery.receipt === 'a') throw new Error('cannot');
          return plainPolicy(input);
        },
      });
      expectObservable(admitted(runtime, source$)).toBe(expected, ADMITTED);
    }));

  test('a wait is judged again when it ends, and may be told to wait on', () =>
    marbles(({ cold, expectObservable }, clock) => {
      const source$ = cold('s|', DELIVERIES);
      const expected = '    --------(s|)';
      const runtime = consumerOn(clock, {
        policy: ({ nowMs }) => (nowMs < 8 ? { kind: 'wait', untilMs: nowMs + 2 } : { kind: 'deliver' }),
      });
      expectObservable(admitted(runtime, source$)).toBe(expected, ADMITTED);
    }));

  test('what lost its lease while it waited belongs to somebody else', () =>
    marbles(({ cold, expectObservable, flush }, clock) => {
      const source$ = cold('sa|', DELIVERIES);
      const expected = '    -a---|';
      const runtime = consumerOn(clock);
      timer(2).subscribe(() => (runtime.inHand.get(DELIVERIES.s.receipt)!.isLost = true));
      expectObservable(admitted(runtime, source$)).toBe(expected, ADMITTED);
      flush();
      expect(runtime.inHand.get(DELIVERIES.s.receipt)).toBeUndefined();
    }));

  test('the drain deadline cuts waits short: they are released, and so is what comes later', () =>
    marbles(({ cold, expectObservable }, clock) => {
      const source$ = cold('s----s|', DELIVERIES);
      const expected = '    ---r-r|';
      const runtime = consumerOn(clock);
      runtime.drain.follow(of('stop'));
      expectObservable(admitted(runtime, source$)).toBe(expected, ADMITTED);
    }));
});

describe('where it is in hand', () => {
  test.each([
    { name: 'due: buffered, until a handler is free', delivery: DELIVERIES.a, state: 'buffered' },
    { name: 'nearly due: waiting, without a handler slot', delivery: DELIVERIES.s, state: 'waiting' },
    {
      name: 'far: settling, so that no heartbeat overwrites the hold',
      delivery: DELIVERIES.f,
      state: 'settling',
    },
    { name: 'poison: settling', delivery: DELIVERIES.p, state: 'settling' },
  ])('$name', ({ delivery, state }) =>
    marbles((_helpers, clock) => {
      const runtime = consumerOn(clock);
      admitted(runtime, of(delivery)).subscribe();
      expect(runtime.inHand.get(delivery.receipt)?.state).toBe(state);
    }),
  );

  test('buffered again when its wait has ended', () =>
    marbles(({ flush }, clock) => {
      const runtime = consumerOn(clock);
      admitted(runtime, of(DELIVERIES.s)).subscribe();
      flush();
      expect(runtime.inHand.get(DELIVERIES.s.receipt)?.state).toBe('buffered');
    }));

  test('unsubscribing leaves no timer behind', () => {
    const { runtime, clock } = aConsumer();
    const now = clock.now();
    runtime.queueTime.observe(aDelivery('a', { servedAtMs: now }), LEASE_MS);
    const waiting = admitted(runtime, of(due('s', now + 500))).subscribe();
    expect(clock.nextTimerMs).toBe(now + 500);
    waiting.unsubscribe();
    expect(clock.nextTimerMs).toBeUndefined();
  });
});
