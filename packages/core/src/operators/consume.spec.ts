import { describe, expect, test } from '@jest/globals';
import { delay, EMPTY, map, mergeMap, NEVER, type Observable, of, type OperatorFunction, tap } from 'rxjs';
import type { RunHelpers } from 'rxjs/testing';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Clock } from '../contracts/clock.js';
import type { Delivery } from '../contracts/delivery.js';
import type { Settled } from '../contracts/settlement.js';
import { QueueError } from '../errors.js';
import { aConsumer, type Stage } from '../spec-support/a-consumer.js';
import { aDelivery, LEASE_MS } from '../spec-support/deliveries.js';
import { marbles, replyOf } from '../spec-support/marbles.js';
import { CAPABILITIES, ScriptedTransport } from '../spec-support/scripted-transport.js';
import { consume } from './consume.js';

/** Replies: nothing, one delivery, or two. */
const REPLIES: Record<string, readonly Delivery[]> = {
  e: [],
  a: [aDelivery('a')],
  b: [aDelivery('b')],
  t: [aDelivery('a'), aDelivery('b')],
};
const PASSING = new QueueError('unavailable', 'down');
const FINAL = new QueueError('unauthorised', 'no');

interface Case {
  readonly name: string;
  /** What each poll gets from its start; the one after the last stays open. */
  readonly replies: readonly string[];
  readonly error?: QueueError;
  /** How long the pipeline works on a delivery. */
  readonly workMs?: number;
  readonly stop?: string;
  readonly unsubscribe?: string;
  readonly expected: string;
  /** When polls were open. */
  readonly polled: readonly string[];
}

/** Three places: batches of two, one handler. After a stop polls may answer for 5 ms. */
const stageOn = (clock: Clock, receive: ScriptedTransport['receive']): Stage => {
  const transport = new ScriptedTransport({ ...CAPABILITIES, maxBatch: 2 });
  transport.receive = receive;
  return aConsumer(
    { concurrency: 1, drainMs: 5, handlerDeadlineMs: 50, leaseMs: LEASE_MS },
    { transport, queueClock: clock, processClock: clock },
  );
};
const working =
  ({ inHand }: ConsumerRuntime, workMs: number): OperatorFunction<Delivery, Settled> =>
  (delivery$) =>
    delivery$.pipe(
      mergeMap((delivery) => of(delivery).pipe(delay(workMs))),
      tap(({ receipt }) => inHand.remove(receipt)),
      map((delivery) => ({ delivery, settlement: { kind: 'complete' }, status: { kind: 'applied' } })),
    );

const expectCase = (
  { cold, hot, expectObservable, expectSubscriptions }: RunHelpers,
  clock: Clock,
  given: Case,
) => {
  const polls = [...given.replies, '-', '-', '-'].map((reply) => cold(reply, REPLIES, given.error));
  let next = 0;
  const { runtime } = stageOn(clock, (_request, options) => replyOf(polls[next++]!, options?.signal));
  const stop$: Observable<unknown> = given.stop === undefined ? NEVER : hot(given.stop);
  const consumed$ = consume(runtime, working(runtime, given.workMs ?? 1), { stop$ });
  const names$ = consumed$.pipe(map(({ delivery }) => delivery.receipt as string));
  expectObservable(names$, given.unsubscribe).toBe(given.expected, undefined, given.error);
  polls.forEach((poll, index) => expectSubscriptions(poll.subscriptions).toBe(given.polled[index] ?? []));
};

const polling: readonly Case[] = [
  {
    name: 'never: one poll stays open',
    replies: [],
    unsubscribe: '-----!',
    expected: '   -----',
    polled: ['    ^----!'],
  },
  {
    name: 'empty: polls again',
    replies: ['   --e'],
    unsubscribe: '-----!',
    expected: '   -----',
    polled: ['    ^-!', '--^--!'],
  },
  {
    name: 'one: polls on beside it',
    replies: ['   --a'],
    unsubscribe: '-----!',
    expected: '   ---a-',
    polled: ['    ^-!', '--^--!'],
  },
  {
    name: 'many: polls when a whole batch has room again',
    replies: ['   --t', '--b'],
    workMs: 2,
    unsubscribe: '--------!',
    expected: '   ----(ab)',
    polled: ['    ^-!', '----^-!', '------^-!'],
  },
  {
    name: 'unsubscribe aborts the open poll',
    replies: ['   ---a'],
    unsubscribe: '--!',
    expected: '   --',
    polled: ['    ^-!'],
  },
  {
    name: 'an error that may pass: backs off and polls again',
    replies: ['   --#', '--a'],
    error: PASSING,
    unsubscribe: '110ms !',
    expected: '   105ms a',
    polled: ['    ^-!', '102ms ^-!', '104ms ^-----!'],
  },
  {
    name: 'twice in a row: backs off longer',
    replies: ['   --#', '--#'],
    error: PASSING,
    unsubscribe: '310ms !',
    expected: '   310ms -',
    polled: ['    ^-!', '102ms ^-!', '304ms ^-----!'],
  },
  {
    name: 'an error after a success: the back-off begins anew',
    replies: ['   #', 'e', '#'],
    error: PASSING,
    unsubscribe: '210ms !',
    expected: '   210ms -',
    polled: ['    (^!)', '100ms (^!)', '100ms (^!)', '200ms ^---------!'],
  },
  {
    name: 'an error that will not pass ends the stream',
    replies: ['   --#'],
    error: FINAL,
    expected: '   --#',
    polled: ['    ^-!'],
  },
];
const stopping: readonly Case[] = [
  {
    name: 'an open poll may still answer for 5 ms, then it is aborted',
    replies: [],
    stop: '       --s',
    expected: '   -------|',
    polled: ['    ^------!'],
  },
  {
    name: 'what it answers is worked on, and no other poll opens',
    replies: ['   ----a'],
    stop: '       --s',
    expected: '   -----(a|)',
    polled: ['    ^---!'],
  },
  {
    name: 'an empty answer ends the stream',
    replies: ['   ----e'],
    stop: '       --s',
    expected: '   ----|',
    polled: ['    ^---!'],
  },
  {
    name: 'an open poll that fails is not tried again',
    replies: ['   ----#'],
    error: PASSING,
    stop: '       --s',
    expected: '   ----|',
    polled: ['    ^---!'],
  },
  {
    name: 'one that comes between two polls is not missed',
    replies: ['   --t'],
    workMs: 4,
    stop: '       ---s',
    expected: '   ------(ab|)',
    polled: ['    ^-!'],
  },
  {
    name: 'one that comes in a back-off ends it',
    replies: ['   --#'],
    error: PASSING,
    stop: '       -----s',
    expected: '   -----|',
    polled: ['    ^-!'],
  },
  {
    name: 'only the first one counts',
    replies: [],
    stop: '       --s-s-s',
    expected: '   -------|',
    polled: ['    ^------!'],
  },
  {
    name: 'in the very first frame: one poll is open, and then no other',
    replies: ['   -a'],
    stop: '       s',
    expected: '   --(a|)',
    polled: ['    ^!'],
  },
];

describe('polling', () => {
  test.each(polling)('$name', (given) => marbles((helpers, clock) => expectCase(helpers, clock, given)));
});

describe('a stop', () => {
  test.each(stopping)('$name', (given) => marbles((helpers, clock) => expectCase(helpers, clock, given)));

  test('before the first poll: none opens', () =>
    marbles(({ expectObservable }, clock) => {
      const polls: string[] = [];
      const { runtime } = stageOn(clock, () => {
        polls.push('poll');
        return replyOf(NEVER);
      });
      expectObservable(consume(runtime, working(runtime, 1), { stop$: of('stop') })).toBe('|');
      expect(polls).toEqual([]);
    }));

  test('that never comes is none', () =>
    marbles(({ expectObservable }, clock) => {
      const { runtime } = stageOn(clock, () => replyOf(NEVER));
      expectObservable(consume(runtime, working(runtime, 1), { stop$: EMPTY }), '20ms !').toBe('20ms -');
    }));

  test('is told once', () =>
    marbles(({ hot, flush }, clock) => {
      const { runtime, events } = stageOn(clock, () => replyOf(NEVER));
      consume(runtime, working(runtime, 1), { stop$: hot('--s-s') }).subscribe();
      flush();
      expect(events.filter(({ kind }) => kind === 'draining')).toHaveLength(1);
      expect(events.filter(({ kind }) => kind === 'drained')).toHaveLength(1);
    }));
});
