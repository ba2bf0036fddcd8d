import { describe, expect, test } from '@jest/globals';
import type { JournalEntry, JournalStep } from '../contracts/journal.js';
import { HOUR_MS, NOW_MS } from '../spec-support/deliveries.js';
import { storiesOf, storyOf, type Story } from './story.js';

const DUE_MS = NOW_MS + 20 * HOUR_MS;
let atMs = NOW_MS;
const entry = (step: JournalStep, by = 'one', id = 'a'): JournalEntry => ({
  id,
  key: `key of ${id}`,
  atMs: (atMs += 1),
  by,
  ...step,
});

const published: JournalStep = {
  kind: 'published',
  dueAtMs: DUE_MS,
  lane: 'ready',
  strategy: 'hold',
  holds: 2,
  deliveries: 3,
};
const held = (overrides: Partial<Extract<JournalStep, { kind: 'held' }>> = {}): JournalStep => ({
  kind: 'held',
  from: 'gate',
  untilMs: DUE_MS,
  visibleAtMs: NOW_MS + 12 * HOUR_MS,
  deliveryCount: 1,
  status: 'applied',
  reason: 'not due for 20h',
  ...overrides,
});
const attempted: JournalStep = { kind: 'attempted', attempt: 1, deliveryCount: 3, dueAtMs: DUE_MS };
const settled = (overrides: Partial<Extract<JournalStep, { kind: 'settled' }>> = {}): JournalStep => ({
  kind: 'settled',
  as: 'completed',
  deliveryCount: 3,
  status: 'applied',
  ...overrides,
});
const retry = held({ from: 'attempt', visibleAtMs: DUE_MS + 5_000, deliveryCount: 3 });

test('a whole life: planned, held by two, handled', () => {
  const [first, end] = [entry(published, 'producer'), entry(settled())];
  const entries = [
    first,
    entry(held()),
    entry(held({ deliveryCount: 2, visibleAtMs: DUE_MS }), 'two'),
    entry(attempted),
    end,
  ];
  expect(storyOf(entries)).toEqual({
    id: 'a',
    key: 'key of a',
    state: 'completed',
    dueAtMs: DUE_MS,
    publishedAtMs: first.atMs,
    planned: { strategy: 'hold', holds: 2, deliveries: 3 },
    holds: 2,
    heldBy: ['one', 'two'],
    attempts: 1,
    deliveryCount: 3,
    last: { as: 'completed', status: 'applied', atMs: end.atMs, by: 'one' },
    startsAfterEnd: 0,
  } satisfies Story);
});

describe('where it stands', () => {
  test.each<[string, JournalStep[], Partial<Story>]>([
    ['refused or failed', [{ kind: 'unsent', as: 'refused', reason: 'at most 7d' }], { state: 'unsent' }],
    ['nobody has seen it', [published], { state: 'sent' }],
    ['hidden', [published, held()], { state: 'waiting', visibleAtMs: NOW_MS + 12 * HOUR_MS, holds: 1 }],
    ['a handler is at work, or has died', [held(), attempted], { state: 'running', attempts: 1 }],
    ['waits for a retry', [attempted, retry], { state: 'waiting', holds: 0, visibleAtMs: DUE_MS + 5_000 }],
    ['a hide that was not applied is no hold', [held({ status: 'failed' })], { state: 'waiting', holds: 0 }],
    ['dead', [settled({ as: 'dead-lettered', reason: 'x' })], { state: 'dead-lettered' }],
    ['dropped as a copy', [settled({ as: 'dropped', reason: 'x' })], { state: 'dropped' }],
    ['its successor waits', [settled({ as: 'relayed', reason: 'x' })], { state: 'waiting' }],
    ['given back', [attempted, settled({ as: 'released' })], { state: 'waiting' }],
    ['handled, and its deletion failed', [attempted, settled({ status: 'failed' })], { state: 'waiting' }],
    ['handled again after its end', [attempted, settled(), attempted], { startsAfterEnd: 1, attempts: 2 }],
  ])('%s', (_name, steps, expected) => {
    expect(storyOf(steps.map((step) => entry(step)))).toMatchObject(expected);
  });

  test('when it comes back is told only while it is hidden', () => {
    for (const after of [attempted, settled()])
      expect(storyOf([entry(held()), entry(after)])).not.toHaveProperty('visibleAtMs');
  });
});

test('messages of one key have a story each; no entries are no story', () => {
  const entries = [entry(published, 'p', 'b'), entry(published, 'p', 'a'), entry(held(), 'c', 'b')];
  expect(storiesOf(entries)).toMatchObject([
    { id: 'b', holds: 1 },
    { id: 'a', holds: 0 },
  ]);
  expect(storyOf([])).toBeUndefined();
});
