import { describe, expect, test } from '@jest/globals';
import { catchError, map, of, retry, type Observable } from 'rxjs';
import { outcomeOf } from '../consumer/outcome-of.js';
import type { Outcome } from '../contracts/decision.js';
import type { HandlerContext, MessageHandler } from '../contracts/handler.js';
import { aConsumer } from '../spec-support/a-consumer.js';
import { aDelivery } from '../spec-support/deliveries.js';
import { through, type HandlerOperator } from './through.js';
import { timeLimit } from './time-limit.js';

const FAILED: Outcome = { kind: 'retry' };

/** A handler inside of operators, ready to be run. */
const aStage = (handler: MessageHandler<string>, ...operators: readonly HandlerOperator[]) => {
  const { runtime, clock } = aConsumer();
  const lease = new AbortController();
  const context: HandlerContext = {
    ...{ id: 'i', key: 'k', attempt: 1, attemptsLeft: 1, holds: 0, delivery: aDelivery() },
    signal: lease.signal,
  };
  const outcome$ = (): Observable<Outcome> =>
    outcomeOf(through(runtime, handler, ...operators).handle('body', context));
  return { outcome$, clock, lease };
};

const ending = (outcome$: Observable<Outcome>): unknown[] => {
  const seen: unknown[] = [];
  outcome$.subscribe({ next: (outcome) => seen.push(outcome), error: (error: unknown) => seen.push(error) });
  return seen;
};

describe('through', () => {
  test('runs the handler with its body, and hands on what it says', () => {
    const bodies: string[] = [];
    const { outcome$ } = aStage({ handle: (body) => void bodies.push(body) }, () => (source$) => source$);
    expect(ending(outcome$())).toEqual([{ kind: 'complete' }]);
    expect(bodies).toEqual(['body']);
  });

  test('applies operators in their order: the last one sees what the others made of it', () => {
    const { outcome$ } = aStage(
      {
        handle: () => {
          throw new Error('no');
        },
      },
      () => catchError(() => of(FAILED)),
      ({ key }) => map(({ kind }): Outcome => ({ kind: 'dead-letter', reason: `${key}: ${kind}` })),
    );
    expect(ending(outcome$())).toEqual([{ kind: 'dead-letter', reason: 'k: retry' }]);
  });

  test('runs the handler again for who subscribes again, with a signal of its own', () => {
    const signals: AbortSignal[] = [];
    const { outcome$ } = aStage(
      {
        handle: (_body, { signal }) => {
          if (signals.push(signal) < 3) throw new Error('no');
        },
      },
      () => retry(2),
    );
    expect(ending(outcome$())).toEqual([{ kind: 'complete' }]);
    expect(new Set(signals).size).toBe(3);
    expect(signals.some(({ aborted }) => aborted)).toBe(false);
  });

  test('a lost lease still aborts the signal', () => {
    const signals: AbortSignal[] = [];
    const { outcome$, lease } = aStage(
      {
        handle: (_body, { signal }) => {
          signals.push(signal);
          return new Promise<void>(() => undefined);
        },
      },
      () => (source$) => source$,
    );
    outcome$().subscribe();
    lease.abort();
    expect(signals[0]?.aborted).toBe(true);
  });

  test('unsubscribing before its end aborts the signal', () => {
    const signals: AbortSignal[] = [];
    const { outcome$ } = aStage({
      handle: (_body, { signal }) => {
        signals.push(signal);
        return new Promise<void>(() => undefined);
      },
    });
    outcome$().subscribe().unsubscribe();
    expect(signals[0]?.aborted).toBe(true);
  });
});

describe('timeLimit', () => {
  const slow = (signals: AbortSignal[]): MessageHandler<string> => ({
    handle: (_body, { signal }) => {
      signals.push(signal);
      return new Promise<void>(() => undefined);
    },
  });

  test('errors when it has passed, and not a millisecond earlier', async () => {
    const signals: AbortSignal[] = [];
    const { outcome$, clock } = aStage(slow(signals), timeLimit(5_000));
    const seen = ending(outcome$());
    await clock.advanceBy(4_999);
    expect([seen, signals[0]?.aborted]).toEqual([[], false]);
    await clock.advanceBy(1);
    expect(seen).toMatchObject([{ code: 'timeout', message: expect.stringContaining('5000 ms') }]);
    expect(signals[0]?.aborted).toBe(true);
  });

  test('a handler that ends in time leaves no timer', () => {
    const { outcome$, clock } = aStage({ handle: () => undefined }, timeLimit(5_000));
    expect(ending(outcome$())).toEqual([{ kind: 'complete' }]);
    expect(clock.nextTimerMs).toBeUndefined();
  });
});
