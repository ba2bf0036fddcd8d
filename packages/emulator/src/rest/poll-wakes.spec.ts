import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { DurationMs, EpochMs } from '@snoozeq/core';
import { SkippingClock } from '../clock/emulator-clock.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const WAKE_MS = 50;
/** The median of so many: one of them may fall into a pause of the machine. */
const TRIES = 3;

/** On real time, as consumers have it. */
let clock: SkippingClock;
let t: TestEmulator;
let queueId: string;
beforeEach(async () => {
  clock = new SkippingClock();
  t = await startTestEmulator({ clock });
  queueId = await t.createQueue();
});
afterEach(async () => {
  await t.close();
  clock.close();
});

const put = () => t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'a' }] } });
const get = async (timeoutInSeconds: number, visibilityInSeconds = 60) => {
  const request = { queueId, timeoutInSeconds, visibilityInSeconds, limit: 1 };
  const [message] = (await t.client.getMessages(request)).getMessages.messages;
  return { message, atMs: clock.now() };
};
const update = (messageReceipt: string | undefined, visibilityInSeconds: number) =>
  t.client.updateMessage({
    queueId,
    messageReceipt: messageReceipt ?? '',
    updateMessageDetails: { visibilityInSeconds },
  });
/** A message that others cannot get. */
const held = async (visibilityInSeconds: number) => {
  await put();
  return (await get(0, visibilityInSeconds)).message;
};

/** Between the cause, which resolves to when it was done, and the reply to a poll that waited. */
const wakeMs = async (cause: () => EpochMs | Promise<EpochMs>): Promise<DurationMs> => {
  const { live } = t.emulator.queues.address(queueId);
  let isAnswered = false;
  const polled = get(30).finally(() => (isAnswered = true));
  while (live.waitingPolls === 0 && !isAnswered) await new Promise((resolve) => setImmediate(resolve));
  const causedAtMs = await cause();
  const { message, atMs } = await polled;
  expect(message?.content).toBe('a');
  await t.client.deleteMessage({ queueId, messageReceipt: message?.receipt ?? '' });
  return atMs - causedAtMs;
};
const median = async (measure: () => Promise<DurationMs>): Promise<DurationMs> => {
  const values: DurationMs[] = [];
  while (values.length < TRIES) values.push(await measure());
  return values.toSorted((a, b) => a - b)[TRIES >> 1] ?? Infinity;
};
/** What a busy machine adds to any reply, and so to that of a poll. */
const callMs = () =>
  median(async () => {
    const askedAtMs = clock.now();
    return (await get(0)).atMs - askedAtMs;
  });

test.each([
  [
    'a put',
    () =>
      wakeMs(async () => {
        await put();
        return clock.now();
      }),
  ],
  [
    'an update to 0',
    async () => {
      const message = await held(60);
      return wakeMs(async () => {
        await update(message?.receipt, 0);
        return clock.now();
      });
    },
  ],
  [
    'a lapse',
    async () => {
      const message = await held(1);
      return wakeMs(() => Date.parse(String(message?.visibleAfter)));
    },
  ],
])(
  'a poll that waits is answered within 50 ms of %s (F3.long-poll, F3.wake-on-lapse)',
  async (_cause, measure) => {
    const wokenMs = await median(measure);
    expect(wokenMs).toBeLessThan(WAKE_MS + (await callMs()));
  },
  30_000,
);
