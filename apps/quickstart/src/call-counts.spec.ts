import { describe, expect, test } from '@jest/globals';
import { countCalls, NO_FIGURES, paidCalls, type QueueFigures } from './call-counts.js';
import type { LogRecord } from './records.js';

const QUEUE = 'queue';
const figuresOf = (...log: readonly LogRecord[]): QueueFigures =>
  countCalls(
    NO_FIGURES,
    log.map((record) => ({ queueId: QUEUE, ...record })),
    QUEUE,
  );

describe('countCalls', () => {
  test.each<[string, LogRecord, keyof QueueFigures['calls']]>([
    ['a put', { op: 'PutMessages', messages: 20 }, 'put'],
    ['a get with messages', { op: 'GetMessages', messages: 1 }, 'get'],
    ['a get without', { op: 'GetMessages', messages: 0 }, 'emptyGet'],
    ['a push', { op: 'STOMP MESSAGE', messages: 20 }, 'push'],
    ['a refused get', { op: 'GetMessages' }, 'emptyGet'],
    ['an update of one', { op: 'UpdateMessage' }, 'update'],
    ['an update of many', { op: 'UpdateMessages', messages: 20 }, 'update'],
    ['a delete', { op: 'DeleteMessages', messages: 2 }, 'delete'],
    ['anything else', { op: 'GetStats' }, 'other'],
  ])('%s', (_name, record, kind) => {
    expect(figuresOf(record).calls).toEqual({ ...NO_FIGURES.calls, [kind]: 1 });
  });

  test('counts nothing of other queues, and no inspection', () => {
    const log = [
      { op: 'PutMessages', queueId: 'other' },
      { op: 'Inspect', queueId: QUEUE },
      { op: 'ListQueues' },
    ];
    expect(countCalls(NO_FIGURES, log, QUEUE)).toEqual(NO_FIGURES);
  });

  test('adds holds, and keeps the highest delivery count', () => {
    const figures = figuresOf(
      { op: 'UpdateMessages', hides: 20 },
      { op: 'UpdateMessages', hides: 3 },
      { op: 'GetMessages', messages: 1, maxDeliveryCount: 7 },
      { op: 'GetMessages', messages: 1, maxDeliveryCount: 2 },
    );
    expect(figures).toMatchObject({ holds: 23, maxDeliveries: 7 });
  });

  test('counts what befell messages apart from calls', () => {
    const figures = figuresOf({ event: 'expired' }, { event: 'dead-lettered' }, { event: 'expired' });
    expect(figures).toEqual({ ...NO_FIGURES, expired: 2, deadLettered: 1 });
  });

  test('goes on from earlier figures', () => {
    const before = figuresOf({ op: 'PutMessages' });
    expect(countCalls(before, [{ op: 'PutMessages', queueId: QUEUE }], QUEUE).calls.put).toBe(2);
  });
});

test('empty gets are told apart from the calls that do the work', () => {
  expect(paidCalls({ put: 1, get: 2, emptyGet: 100, push: 6, update: 3, delete: 4, other: 5 })).toBe(21);
});
