import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { clockControl, type ClockControl } from '@snoozeq/wire-clock';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';
import { SkippingClock } from './emulator-clock.js';

const START_MS = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;
const HOUR_S = 3_600;

let clock: SkippingClock;
let t: TestEmulator;
let queueId: string;
let control: ClockControl;
let polls: number;

const start = async (options: Parameters<typeof startTestEmulator>[0] = {}): Promise<void> => {
  clock = new SkippingClock({ startMs: START_MS, isFrozen: true });
  const received = clock.requestReceived.bind(clock);
  polls = 0;
  jest.spyOn(clock, 'requestReceived').mockImplementation((id, waits) => {
    received(id, waits);
    if (waits) polls += 1;
  });
  t = await startTestEmulator({ auth: 'off', clock, ...options });
  control = clockControl(t.emulator.origin);
};
beforeEach(async () => {
  await start();
  queueId = await t.createQueue({ retentionInSeconds: 24 * HOUR_S });
});
afterEach(async () => {
  await t.close();
  clock.close();
});

const put = (content: string) =>
  t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content }] } });
const get = async (timeoutInSeconds = 0) => {
  const { getMessages } = await t.client.getMessages({ queueId, timeoutInSeconds, visibilityInSeconds: 30 });
  return getMessages.messages;
};
const hide = (messageReceipt: string, visibilityInSeconds: number) =>
  t.client.updateMessage({ queueId, messageReceipt, updateMessageDetails: { visibilityInSeconds } });
/** Its first delivery is spent on hiding it. */
const putHidden = async (content: string, hours: number): Promise<void> => {
  await put(content);
  const [message] = await get();
  await hide(message?.receipt ?? '', hours * HOUR_S);
};
/** A poll that has come to the emulator and waits. */
const openPoll = async () => {
  const before = polls;
  const polled = get(30);
  while (polls === before) await new Promise((resolve) => setImmediate(resolve));
  return { polled };
};
const passedMs = (instant: unknown): number => Date.parse(String(instant)) - START_MS;

describe("what clients of Oracle's see when time is sent ahead", () => {
  test('a poll gets a message at the instant of its lapse, not at the end of the way (F3.wake-on-lapse)', async () => {
    await putHidden('a', 6);
    const { polled } = await openPoll();
    expect(await control.advance('PT12H')).toMatchObject({ nowMs: START_MS + 12 * HOUR_MS });
    const [message] = await polled;
    expect(message).toMatchObject({ content: 'a', deliveryCount: 2 });
    expect(passedMs(message?.visibleAfter)).toBe(6 * HOUR_MS + 30_000);
    expect(await get()).toMatchObject([{ content: 'a', deliveryCount: 3 }]);
  });

  test('a poll that is passed over ends empty where the way ends', async () => {
    const { polled } = await openPoll();
    await control.advance('PT12H');
    expect(await polled).toEqual([]);
  });

  test('a consumer gets every message at its instant, and in time to delete it', async () => {
    for (const hours of [3, 1, 2]) await putHidden(`${hours}`, hours);
    const seen: [string, number][] = [];
    const consume = async (): Promise<void> => {
      while (seen.length < 3) {
        for (const { content, receipt, visibleAfter } of await get(30)) {
          seen.push([content, passedMs(visibleAfter) - 30_000]);
          await t.client.deleteMessage({ queueId, messageReceipt: receipt });
        }
      }
    };
    const consumed = consume();
    await control.advance('PT12H');
    await consumed;
    expect(seen).toEqual([
      ['1', HOUR_MS],
      ['2', 2 * HOUR_MS],
      ['3', 3 * HOUR_MS],
    ]);
    expect((await t.client.getStats({ queueId })).queueStats.queue).toMatchObject({
      visibleMessages: 0,
      inFlightMessages: 0,
    });
  });

  test('the next event is the lapse, then the expiry, then nothing', async () => {
    await putHidden('a', 6);
    expect(await control.next()).toMatchObject({ movedMs: 6 * HOUR_MS });
    expect(await control.next()).toMatchObject({ nowMs: START_MS + 24 * HOUR_MS, nextEventAtMs: null });
    expect(await get()).toEqual([]);
    expect(await control.next()).toMatchObject({ movedMs: 0 });
  });

  test('time that stands still leaves calls as they are', async () => {
    await put('a');
    const [message] = await get();
    expect(passedMs(message?.visibleAfter)).toBe(30_000);
    await hide(message?.receipt ?? '', 0);
    expect(await get(30)).toMatchObject([{ content: 'a', deliveryCount: 2 }]);
  });
});

test('a work request finishes at its own time, wherever the way ends', async () => {
  await t.close();
  await start({ modes: { workRequests: 'realistic' } });
  const { opcWorkRequestId: workRequestId } = await t.admin.createQueue({
    createQueueDetails: { displayName: 'later', compartmentId: 'ocid1.compartment.oc1..test' },
  });
  expect((await t.admin.getWorkRequest({ workRequestId })).workRequest.status).toBe('ACCEPTED');
  expect(await control.next()).toMatchObject({ movedMs: 59_400 });
  expect((await t.admin.getWorkRequest({ workRequestId })).workRequest.status).toBe('IN_PROGRESS');
  await control.advance('PT12H');
  const { workRequest } = await t.admin.getWorkRequest({ workRequestId });
  expect(workRequest.status).toBe('SUCCEEDED');
  expect(passedMs(workRequest.timeFinished)).toBe(59_650);
});
