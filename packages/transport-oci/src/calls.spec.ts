import { describe, expect, test } from '@jest/globals';
import { QueueError, VirtualClock, type Activity } from '@snoozeq/core';
import { Calls } from './calls.js';

/** Writes down what it is told. */
const aDiary = (): { activity: Activity; lines: string[] } => {
  const lines: string[] = [];
  const noted = (what: string): (() => void) => {
    lines.push(`begin ${what}`);
    return () => lines.push(`end ${what}`);
  };
  const activity = {
    name: 'me',
    begin: () => noted('work'),
    beginWaiting: (id: string) => noted(`wait ${id}`),
  };
  return { activity, lines };
};

const setUp = () => {
  const clock = new VirtualClock();
  const { activity, lines } = aDiary();
  return { clock, lines, activity, calls: new Calls(clock, activity) };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const never = (): Promise<never> => new Promise(() => undefined);
const call = { operation: 'getMessages', timeoutMs: 1_000 };

describe('calls', () => {
  test('number their request ids per activity, over all transports of the process', async () => {
    const { clock, activity, calls } = setUp();
    const others = new Calls(clock, activity);
    const send = (id: string) => Promise.resolve(id);
    const ids = [
      await calls.run({ ...call, send }),
      await others.run({ ...call, send }),
      await calls.run({ ...call, send }),
    ];
    expect(ids).toEqual(['me.1', 'me.2', 'me.3']);
  });

  test.each([
    [false, 'work'],
    [true, 'wait me.1'],
  ])('with waits: %p is counted as %s until those who await it had their turn', async (waits, kind) => {
    const { calls, lines } = setUp();
    const reply = calls.run({ ...call, waits, send: () => Promise.resolve('reply') });
    expect(lines).toEqual([`begin ${kind}`]);
    await reply.then(() => undefined).then(() => Promise.resolve().then(() => lines.push('consumed')));
    expect(lines).toEqual([`begin ${kind}`, 'consumed']);
    await turn();
    expect(lines).toEqual([`begin ${kind}`, 'consumed', `end ${kind}`]);
  });

  test('a failed call ends too', async () => {
    const { calls, lines } = setUp();
    await expect(calls.run({ ...call, send: () => Promise.reject(new Error('no')) })).rejects.toBeDefined();
    await turn();
    expect(lines).toEqual(['begin work', 'end work']);
  });

  test('the deadline frees the caller even when nothing listens to the signal', async () => {
    const { calls, clock } = setUp();
    const late = calls.run({ ...call, send: never });
    const refused = expect(late).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('1000 ms'),
    });
    await clock.advanceBy(1_000);
    await refused;
  });

  test('no timer is left behind by a call that ended', async () => {
    const { calls, clock } = setUp();
    await calls.run({ ...call, send: () => Promise.resolve() });
    expect(clock.nextTimerMs).toBeUndefined();
  });

  test("the caller's signal aborts, also before the start", async () => {
    const { calls, lines } = setUp();
    const abort = new AbortController();
    const open = calls.run({ ...call, signal: abort.signal, send: never });
    abort.abort();
    await expect(open).rejects.toMatchObject({ code: 'aborted' });
    const late = calls.run({ ...call, signal: abort.signal, send: never });
    await expect(late).rejects.toMatchObject({ code: 'aborted' });
    expect(lines.filter((line) => line.startsWith('begin'))).toHaveLength(1);
  });

  test('every call has a signal of its own, found by its request id while it is open', async () => {
    const { calls } = setUp();
    const abort = new AbortController();
    const seen: (AbortSignal | undefined)[] = [];
    const send = async (requestId: string): Promise<void> => {
      await turn();
      seen.push(calls.signalOf(requestId));
      await never();
    };
    const [first, second] = [
      calls.run({ ...call, signal: abort.signal, send }),
      calls.run({ ...call, send }),
    ];
    second.catch(() => undefined);
    await turn();
    await turn();
    abort.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(seen.map((signal) => signal?.aborted)).toEqual([true, false]);
    expect([calls.signalOf('me.1'), calls.signalOf(null)]).toEqual([undefined, undefined]);
  });

  test('closing aborts what is open and refuses what comes', async () => {
    const { calls } = setUp();
    const open = calls.run({ ...call, send: never });
    calls.close(new QueueError('closed', 'over'));
    await expect(open).rejects.toMatchObject({ code: 'closed' });
    await expect(calls.run({ ...call, send: never })).rejects.toMatchObject({ code: 'closed' });
  });
});
