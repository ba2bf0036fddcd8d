import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../clock/virtual-clock.js';
import type { ConsumerEvent } from '../contracts/events.js';
import type { Journal, JournalEntry } from '../contracts/journal.js';
import { QueueError } from '../errors.js';
import { quiet } from '../spec-support/a-consumer.js';
import { JournalWriter } from './journal-writer.js';

const anEntry = (id: string): JournalEntry => ({
  id,
  key: 'k',
  atMs: 0,
  by: 'spec',
  kind: 'unsent',
  as: 'failed',
  reason: 'timeout',
});

const aWriter = (append: Journal['append'], maxWaiting?: number) => {
  const events: ConsumerEvent[] = [];
  const clock = new VirtualClock();
  const journal = { append, read: async () => ({ entries: [], unreadable: 0 }) };
  const writer = new JournalWriter({
    journal,
    events: (event) => events.push(event),
    processClock: clock,
    ...(maxWaiting !== undefined && { maxWaiting }),
  });
  const add = (...ids: string[]) => ids.forEach((id) => writer.add(anEntry(id)));
  return { writer, add, events, clock };
};

/** A journal that answers when it is told to. */
const slowly = () => {
  const appended: string[] = [];
  const answers: (() => void)[] = [];
  const append: Journal['append'] = (entries) => {
    appended.push(entries.map(({ id }) => id).join(''));
    return new Promise((resolve) => answers.push(resolve));
  };
  return { appended, append, answer: () => answers.shift()?.() };
};

test('what happens at once is one append; what comes meanwhile is the next one', async () => {
  const { append, appended, answer } = slowly();
  const { add } = aWriter(append);
  add('a', 'b');
  await quiet();
  add('c');
  add('d');
  await quiet();
  expect(appended).toEqual(['ab']);
  answer();
  await quiet();
  expect(appended).toEqual(['ab', 'cd']);
});

describe('what is lost', () => {
  test('a journal that refuses costs those entries, which are counted and told, and goes on with the next', async () => {
    let calls = 0;
    const error = new QueueError('unavailable', 'disk full');
    const { writer, add, events } = aWriter(() =>
      ++calls === 1 ? Promise.reject(error) : Promise.resolve(),
    );
    add('a', 'b');
    await quiet();
    add('c');
    await quiet();
    expect(calls).toBe(2);
    expect(writer.lost).toBe(2);
    expect(events).toEqual([{ kind: 'journal-failed', error, lost: 2 }]);
  });

  test('a journal that throws at once, or rejects with anything, is told the same way', async () => {
    const { add, events } = aWriter(() => {
      throw new TypeError('no journal');
    });
    expect(() => add('a')).not.toThrow();
    await quiet();
    expect(events).toMatchObject([{ kind: 'journal-failed', error: { code: 'unavailable' }, lost: 1 }]);
  });

  test('a journal that is too slow loses the newest entries; nothing grows without bound', async () => {
    const { append, appended, answer } = slowly();
    const { writer, add, events } = aWriter(append, 2);
    add('a');
    await quiet();
    add('b', 'c', 'd', 'e');
    expect(writer.lost).toBe(2);
    answer();
    await quiet();
    expect(appended).toEqual(['a', 'bc']);
    expect(writer.lost).toBe(2);
    expect(events).toMatchObject([{ kind: 'journal-failed', lost: 2 }]);
  });
});

describe('flush', () => {
  test('ends when everything is written, and at once when nothing waits', async () => {
    const { append, appended, answer } = slowly();
    const { writer, add } = aWriter(append);
    await writer.flush();
    add('a');
    await quiet();
    add('b');
    const flushed = writer.flush().then(() => appended.join());
    answer();
    await quiet();
    answer();
    expect(await flushed).toBe('a,b');
  });

  test('ends after two seconds when the journal does not answer', async () => {
    const { append } = slowly();
    const { writer, add, clock } = aWriter(append);
    add('a');
    let isFlushed = false;
    void writer.flush().then(() => (isFlushed = true));
    await clock.advanceBy(1_999);
    expect(isFlushed).toBe(false);
    await clock.advanceBy(1);
    expect(isFlushed).toBe(true);
  });
});
