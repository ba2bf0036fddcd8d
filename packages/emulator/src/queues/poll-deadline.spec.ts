import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { TestClock } from '../spec-support/test-clock.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';
import { pollDeadline } from './poll-deadline.js';

describe('the deadline of a poll', () => {
  const pass = async (
    queue: TestClock,
    real: VirtualClock,
    queueMs: number,
    realMs: number,
  ): Promise<void> => {
    queue.runFor(queueMs);
    await real.advanceBy(realMs);
  };

  test.each([
    ['comes in queue time', 5_000, 0, 1],
    ['comes in real time when the clock stands still', 0, 5_000, 1],
    ['is not there before', 4_999, 4_999, 0],
    ['comes once', 9_000, 9_000, 1],
  ])('%s', async (_name, queueMs, realMs, times) => {
    const [queue, real] = [new TestClock(), new VirtualClock()];
    let ended = 0;
    pollDeadline(queue.queueTime, real)(5_000, () => (ended += 1));
    await pass(queue, real, queueMs, realMs);
    expect(ended).toBe(times);
  });

  test('of an endless wait never comes, and leaves no timer', async () => {
    const [queue, real] = [new TestClock(), new VirtualClock()];
    let ended = 0;
    pollDeadline(queue.queueTime, real)(Infinity, () => (ended += 1));
    await pass(queue, real, 86_400_000, 86_400_000);
    expect([ended, real.nextTimerMs]).toEqual([0, undefined]);
  });

  test('does not come once it was cancelled, and leaves no timer', async () => {
    const [queue, real] = [new TestClock(), new VirtualClock()];
    let ended = 0;
    pollDeadline(queue.queueTime, real)(5_000, () => (ended += 1))();
    await pass(queue, real, 5_000, 5_000);
    expect(ended).toBe(0);
    expect(real.nextTimerMs).toBeUndefined();
  });
});

describe("through Oracle's client, on a clock that stands still", () => {
  let t: TestEmulator;
  let queueId: string;
  const real = new VirtualClock();
  beforeEach(async () => {
    t = await startTestEmulator({ auth: 'off', realClock: real });
    queueId = await t.createQueue();
  });
  afterEach(() => t.close());

  const poll = async (timeoutInSeconds?: number) => {
    const wait = timeoutInSeconds === undefined ? {} : { timeoutInSeconds };
    const { getMessages } = await t.client.getMessages({ queueId, ...wait });
    return getMessages.messages.map(({ content }) => content);
  };

  test.each([
    [1, 1_000],
    [30, 30_000],
    [undefined, 30_000],
  ])(
    'a poll with a timeout of %p ends empty after %d real ms (F1.polling, F3.empty-poll)',
    async (timeout, endMs) => {
      const ended: string[][] = [];
      const polled = poll(timeout).then((contents) => ended.push(contents));
      await t.clock.untilWaiting(1);
      await real.advanceBy(endMs - 1);
      await t.client.getStats({ queueId });
      expect(ended).toEqual([]);
      await real.advanceBy(1);
      await polled;
      expect(ended).toEqual([[]]);
    },
  );

  test('a poll still wakes on a put, and then has no deadline any more', async () => {
    const polled = poll(30);
    await t.clock.untilWaiting(1);
    await t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'a' }] } });
    expect(await polled).toEqual(['a']);
    expect(real.nextTimerMs).toBeUndefined();
  });
});
