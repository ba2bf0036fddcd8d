import { describe, expect, test } from '@jest/globals';
import { QueueError } from '@snoozeq/core';
import { PollGate } from './poll-gate.js';

/** Polls that are ended by hand. */
const aDesk = (limit: number) => {
  const gate = new PollGate(limit);
  const started: string[] = [];
  const end = new Map<string, () => void>();
  const poll = (name: string, signal?: AbortSignal): Promise<string> =>
    gate.run(() => {
      started.push(name);
      return new Promise<string>((resolve) => end.set(name, () => resolve(name)));
    }, signal);
  return { gate, started, end: (name: string) => end.get(name)?.(), poll };
};

describe('poll gate', () => {
  test('starts at once while there is room, and the next in order when one ends', async () => {
    const { started, end, poll } = aDesk(2);
    const polls = ['a', 'b', 'c', 'd'].map((name) => poll(name));
    expect(started).toEqual(['a', 'b']);
    end('b');
    await polls[1];
    expect(started).toEqual(['a', 'b', 'c']);
    end('a');
    await polls[0];
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a poll that fails makes room too', async () => {
    const { gate, started, poll } = aDesk(1);
    const failing = gate.run(() => Promise.reject(new Error('no')));
    void poll('next');
    await expect(failing).rejects.toThrow('no');
    expect(started).toEqual(['next']);
  });

  test('one that is aborted in line is never sent', async () => {
    const { started, end, poll } = aDesk(1);
    const abort = new AbortController();
    const [first, second, third] = [poll('a'), poll('b', abort.signal), poll('c')];
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    end('a');
    await first;
    expect(started).toEqual(['a', 'c']);
    end('c');
    await expect(third).resolves.toBe('c');
  });

  test('one that was aborted before is never sent', async () => {
    const { started, poll } = aDesk(1);
    await expect(poll('a', AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    expect(started).toEqual([]);
  });

  test('closing refuses those in line', async () => {
    const { gate, started, end, poll } = aDesk(1);
    const [first, second] = [poll('a'), poll('b')];
    gate.close(new QueueError('closed', 'over'));
    await expect(second).rejects.toMatchObject({ code: 'closed' });
    end('a');
    await first;
    expect(started).toEqual(['a']);
  });
});
