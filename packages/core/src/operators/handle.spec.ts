import { describe, expect, test } from '@jest/globals';
import { map, type Observable, of, tap, throwError } from 'rxjs';
import type { Admitted } from '../consumer/work.js';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Clock } from '../contracts/clock.js';
import type { HandlerResult } from '../contracts/handler.js';
import { aConsumer } from '../spec-support/a-consumer.js';
import { aDelivery, aVerdict, aWork, LEASE_MS, receiptOf } from '../spec-support/deliveries.js';
import { marbles } from '../spec-support/marbles.js';
import { handle } from './handle.js';

const ready = (name: string): Admitted => ({ kind: 'ready', work: aWork(aDelivery(name)) });
const ADMITTED: Record<string, Admitted> = {
  a: ready('a'),
  b: ready('b'),
  c: ready('c'),
  d: ready('d'),
  h: aVerdict({ kind: 'hold', untilMs: 9, reason: 'not due' }, aWork(aDelivery('h'))),
};
/** A letter per delivery: small when its handler completed it, capital when it failed, `h` for the verdict from before. */
const VERDICTS: Record<string, string> = {
  ...Object.fromEntries([...'abcd'].map((name) => [name, `${name} complete`])),
  ...Object.fromEntries([...'ABCD'].map((name) => [name, `${name.toLowerCase()} hold`])),
  h: 'h hold',
  r: 'c release',
};

/** Two handlers at once. */
const consumerOn = (clock: Clock): ConsumerRuntime => {
  const { runtime } = aConsumer(
    { concurrency: 2, drainMs: 0, handlerDeadlineMs: 3 },
    { queueClock: clock, processClock: clock },
  );
  runtime.queueTime.observe(aDelivery('a', { servedAtMs: 0 }), LEASE_MS);
  return runtime;
};

const handled = (
  runtime: ConsumerRuntime,
  source$: Observable<Admitted>,
  work: (name: string) => HandlerResult,
): Observable<string> =>
  source$.pipe(
    tap(({ work: { delivery } }) => runtime.inHand.receive(delivery)),
    handle<string>(runtime, { handle: work }),
    map(({ work: { delivery }, settlement }) => `${delivery.receipt} ${settlement.kind}`),
  );

interface Case {
  readonly name: string;
  readonly source: string;
  /** What every handler does, from its start. */
  readonly handler: string;
  readonly expected: string;
  readonly unsubscribe?: string;
  readonly subscribed: string;
  /** When the handlers ran. */
  readonly handled: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'empty',
    source: '     |',
    handler: '    |',
    expected: '   |',
    subscribed: ' (^!)',
    handled: [],
  },
  {
    name: 'never',
    source: '     -',
    handler: '    |',
    expected: '   -',
    subscribed: ' ^',
    handled: [],
  },
  {
    name: 'one',
    source: '     -a|',
    handler: '    --|',
    expected: '   ---(a|)',
    subscribed: ' ^-!',
    handled: ['-^-!'],
  },
  {
    name: 'many, two at a time',
    source: '     (abcd|)',
    handler: '    ----|',
    expected: '   ----(ab)(cd|)',
    subscribed: ' (^!)',
    handled: ['^---!', '^---!', '----^---!', '----^---!'],
  },
  {
    name: 'a handler that never ends keeps its slot, and no other one',
    source: '     abc|',
    handler: '    -',
    expected: '   -',
    subscribed: ' ^--!',
    handled: ['^', '-^'],
  },
  {
    name: 'source error',
    source: '     -a--#',
    handler: '    --|',
    expected: '   ---a#',
    subscribed: ' ^---!',
    handled: ['-^-!'],
  },
  {
    name: 'a source error ends handlers',
    source: '     a-#',
    handler: '    -----|',
    expected: '   --#',
    subscribed: ' ^-!',
    handled: ['^-!'],
  },
  {
    name: 'a handler that fails',
    source: '     ab--|',
    handler: '    -#',
    expected: '   -AB-|',
    subscribed: ' ^---!',
    handled: ['^!', '-^!'],
  },
  {
    name: 'unsubscribe ends handlers',
    source: '     ab--',
    handler: '    ------|',
    unsubscribe: '---!',
    expected: '   ----',
    subscribed: ' ^--!',
    handled: ['^--!', '-^-!'],
  },
  {
    name: 'a verdict from before overtakes what waits for a slot',
    source: '     (abch|)',
    handler: '    ----|',
    expected: '   h---(ab)(c|)',
    subscribed: ' (^!)',
    handled: ['^---!', '^---!', '----^---!'],
  },
];

describe('handle', () => {
  test.each(cases)('$name', ({ source, handler, expected, unsubscribe, subscribed, handled: ran }) =>
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const source$ = cold(source, ADMITTED);
      const handler$ = cold<undefined>(handler);
      expectObservable(
        handled(consumerOn(clock), source$, () => handler$),
        unsubscribe,
      ).toBe(expected, VERDICTS);
      expectSubscriptions(source$.subscriptions).toBe(subscribed);
      expectSubscriptions(handler$.subscriptions).toBe([...ran]);
    }),
  );

  test('a slow handler does not block the others', () =>
    marbles(({ cold, expectObservable }, clock) => {
      const source$ = cold('(abcd|)', ADMITTED);
      const expected = '    -b-c-d------------(a|)';
      const frames: Record<string, string> = { a: '------------------|', b: '-|', c: '--|', d: '--|' };
      const work = (name: string) => cold<undefined>(frames[name] ?? '|');
      expectObservable(handled(consumerOn(clock), source$, work)).toBe(expected, VERDICTS);
    }));

  test.each<[string, () => HandlerResult]>([
    [
      'throws',
      () => {
        throw new Error('no connection');
      },
    ],
    ['returns a stream that errors', () => throwError(() => new Error('no connection'))],
    ['asks for a retry', () => ({ kind: 'retry' })],
  ])('a handler that %s costs its message and not the stream', (_name, fail) =>
    marbles(({ cold, expectObservable }, clock) => {
      const source$ = cold('a-b-c|', ADMITTED);
      const expected = '    a-B-c|';
      const work = (name: string) => (name === 'b' ? fail() : undefined);
      expectObservable(handled(consumerOn(clock), source$, work)).toBe(expected, VERDICTS);
    }),
  );

  test('the drain deadline cuts handlers off, and releases what never started', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, flush }, clock) => {
      const runtime = consumerOn(clock);
      const handler$ = cold<undefined>('------|');
      const source$ = cold('(abc|)', ADMITTED);
      const expected = '    ---(r|)';
      const ran = ['        ^--!', '^--!'];
      runtime.drain.follow(of('stop'));
      const signals: AbortSignal[] = [];
      const verdicts$ = source$.pipe(
        tap(({ work: { delivery } }) => runtime.inHand.receive(delivery)),
        handle<string>(runtime, {
          handle: (_name, { signal }) => {
            signals.push(signal);
            return handler$;
          },
        }),
        map(({ work: { delivery }, settlement }) => `${delivery.receipt} ${settlement.kind}`),
      );
      expectObservable(verdicts$).toBe(expected, VERDICTS);
      expectSubscriptions(handler$.subscriptions).toBe(ran);
      flush();
      expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
      // Cut off: no longer ours to settle, the service gives it to somebody else when the lease ends.
      expect(runtime.inHand.all().map(({ delivery }) => delivery.receipt)).toEqual(['c']);
    }));

  test('what lost its lease while it waited for a slot is not started', () =>
    marbles(({ cold, expectObservable, flush }, clock) => {
      const runtime = consumerOn(clock);
      const source$ = cold('(abcd|)', ADMITTED);
      const expected = '    ----(ab)(d|)';
      const started: string[] = [];
      const work = (name: string) => {
        started.push(name);
        return cold<undefined>('----|');
      };
      const losing$ = source$.pipe(
        tap(({ work: { delivery } }) => {
          if (delivery.receipt !== 'd') return;
          runtime.inHand.get(receiptOf('c'))!.isLost = true;
        }),
      );
      expectObservable(handled(runtime, losing$, work)).toBe(expected, VERDICTS);
      flush();
      expect(started).toEqual(['a', 'b', 'd']);
      expect(runtime.inHand.get(receiptOf('c'))).toBeUndefined();
    }));
});
