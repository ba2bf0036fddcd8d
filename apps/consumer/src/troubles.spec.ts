import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { QueueError, type ConsumerEvent } from '@snoozeq/core';
import { aContext } from './spec-support/a-context.js';
import { troubles } from './troubles.js';

const { delivery } = aContext();
const error = new QueueError('throttled', 'slow down');
let lines: unknown[];

beforeEach(() => {
  lines = [];
  jest.spyOn(console, 'error').mockImplementation((line) => void lines.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
});

test.each<[ConsumerEvent, readonly unknown[]]>([
  [
    { kind: 'receive-failed', error, retryInMs: 200.4 },
    ['receive failed, again in 200 ms: [throttled] slow down'],
  ],
  [
    { kind: 'settle-failed', delivery, settlement: { kind: 'complete' }, error },
    ['complete failed, the message returns when its lease ends: [throttled] slow down'],
  ],
  [
    { kind: 'look-failed', error, retryInMs: 200.4 },
    ['lanes cannot be looked at, again in 200 ms: [throttled] slow down'],
  ],
  [
    { kind: 'lanes-full', inFlight: 96_000, maxInFlight: 100_000 },
    ['96000 messages in flight of at most 100000: lanes wait for room'],
  ],
  [{ kind: 'unread', messages: 2 }, ['2 messages have no lane: consumers of named lanes never read them']],
  [{ kind: 'lease-lost', delivery }, ['lease lost: message 90071992547409921 went to another consumer']],
  [{ kind: 'draining' }, ['stopping: finishing what is in hand']],
  [{ kind: 'drained', handedBack: 0, cutOff: 0, abortedPolls: 1 }, []],
  [
    { kind: 'drained', handedBack: 3, cutOff: 1, abortedPolls: 0 },
    [
      'stopped; left to other consumers: 3 given back unstarted; 1 cut off, which return when their leases end and may be handled again',
    ],
  ],
  [{ kind: 'received', count: 20 }, []],
  [{ kind: 'started', context: aContext(), nowMs: 0 }, []],
])('%j', (event, expected) => {
  troubles(event);
  expect(lines).toEqual(expected);
});
