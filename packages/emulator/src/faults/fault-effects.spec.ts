import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Clock } from '@snoozeq/core';
import type { FaultRuleInput } from './fault-plan.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
beforeEach(async () => {
  t = await startTestEmulator();
  queueId = await t.createQueue({ displayName: 'orders' });
});
afterEach(() => t.close());

const plan = async (...rules: FaultRuleInput[]): Promise<unknown> => {
  const response = await fetch(`${t.emulator.origin}/_emulator/faults`, {
    method: 'PUT',
    body: JSON.stringify({ rules }),
  });
  return response.json();
};
const counts = async (): Promise<unknown> => {
  const response = await fetch(`${t.emulator.origin}/_emulator/faults`);
  return ((await response.json()) as { counts: unknown }).counts;
};
const put = (content: string, customProperties?: Record<string, string>) => {
  const metadata = customProperties && { channelId: 'ready', customProperties };
  const messages = [{ content, ...(metadata && { metadata }) }];
  return t.client.putMessages({ queueId, putMessagesDetails: { messages } });
};
const get = async (timeoutInSeconds = 0) =>
  (await t.client.getMessages({ queueId, timeoutInSeconds, visibilityInSeconds: 30 })).getMessages.messages;
const remove = (receipt = '') => t.client.deleteMessage({ queueId, messageReceipt: receipt });
const stats = async () => (await t.client.getStats({ queueId })).queueStats.queue;
/** What the client throws when the connection breaks is not an Error (F5.sdk-plain-object). */
const brokenCall = async (call: Promise<unknown>): Promise<string> => {
  const thrown = await call.then(
    () => Promise.reject(new Error('the call was answered')),
    (error: object) => error,
  );
  expect(thrown).not.toHaveProperty('serviceCode');
  return JSON.stringify(thrown);
};

describe('faults instead of a reply', () => {
  test('throttle is a 429, and nothing was done (F5.throttled)', async () => {
    await plan({ kind: 'throttle', operations: ['PutMessages'], times: 1 });
    const refusal = await refusalOf(put('a'));
    expect(refusal).toMatchObject({ statusCode: 429, serviceCode: 'TooManyRequests' });
    expect(refusal.message).toContain('fault rule "throttle"');
    await put('b');
    expect(await stats()).toMatchObject({ visibleMessages: 1 });
    expect(await counts()).toEqual([{ rule: 'throttle', matched: 2, injected: 1 }]);
  });

  test.each([
    [500, 'InternalServerError'],
    [502, 'BadGateway'],
    [503, 'ServiceUnavailable'],
    [504, 'GatewayTimeout'],
  ] as const)('a server error of %i says %s (F5.server)', async (status, code) => {
    await plan({ kind: 'server-error', status });
    expect(await refusalOf(get())).toMatchObject({ statusCode: status, serviceCode: code });
  });

  test('a page of a proxy is no JSON (F5.not-json)', async () => {
    await plan({ kind: 'server-error', status: 502, body: 'text' });
    expect(await refusalOf(get())).toMatchObject({ statusCode: 502, serviceCode: 'None' });
  });

  test('a server error can come after the call took effect', async () => {
    await plan({ kind: 'server-error', status: 504, acts: true, operations: ['PutMessages'] });
    expect(await refusalOf(put('a'))).toMatchObject({ statusCode: 504 });
    expect((await get()).map(({ content }) => content)).toEqual(['a']);
  });

  test('operations of the admin plane are disturbed too, and leave no trace of their answer', async () => {
    await plan({ kind: 'server-error', acts: true, operations: ['DeleteQueue'] });
    const response = t.admin.deleteQueue({ queueId });
    expect(await refusalOf(response)).toMatchObject({ statusCode: 500 });
    expect((await t.admin.getQueue({ queueId })).queue.lifecycleState).toBe('DELETED');
  });
});

describe('broken connections', () => {
  test('a reset before acting does nothing', async () => {
    await plan({ kind: 'reset', operations: ['PutMessages'], times: 1 });
    await brokenCall(put('a'));
    expect(await stats()).toMatchObject({ visibleMessages: 0 });
  });

  test('of a lost reply the client learns nothing, though the service has acted (F5.sdk-plain-object)', async () => {
    await plan({ kind: 'lost-reply', operations: ['PutMessages'] });
    await brokenCall(put('a'));
    expect(await stats()).toMatchObject({ visibleMessages: 1 });
  });

  test('a lost lease stays until its visibility lapses, and counted a delivery (F8.aborted-get)', async () => {
    await plan({ kind: 'lost-lease', times: 1 });
    expect(await get()).toEqual([]);
    await put('a');
    await brokenCall(get());
    expect(await get()).toEqual([]);
    t.clock.runFor(30_000);
    expect(await get()).toMatchObject([{ content: 'a', deliveryCount: 2 }]);
    expect(await counts()).toEqual([{ rule: 'lost-lease', matched: 2, injected: 1 }]);
  });

  test('a poll that is given messages while it waits can lose them as well', async () => {
    await plan({ kind: 'lost-lease' });
    const poll = brokenCall(get(30));
    await t.clock.untilWaiting(1);
    await put('a');
    await poll;
    expect(await stats()).toMatchObject({ visibleMessages: 0, inFlightMessages: 1 });
  });
});

describe('faults that change how an operation acts', () => {
  test('an early poll ends empty before its time, in queue time (F3.early-empty)', async () => {
    await plan(
      { kind: 'early-poll', times: 1 },
      { name: 'later', kind: 'early-poll', afterMs: 5_000, from: 2 },
    );
    expect(await get(30)).toEqual([]);
    const poll = get(30);
    await t.clock.untilWaiting(1);
    t.clock.runFor(5_000);
    expect(await poll).toEqual([]);
  });

  test('entries fail as failures of the server, the others are carried out (F5.batch-200, F5.update-result)', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, at) => put(`${at}`)));
    const entries = (await get()).map(({ receipt }) => ({ receipt }));
    await plan({ kind: 'partial-failure', times: 1 });
    const { deleteMessagesResult: result } = await t.client.deleteMessages({
      queueId,
      deleteMessagesDetails: { entries },
    });
    const failed = result.entries.filter(({ errorCode }) => errorCode === 500);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(8);
    expect(result).toMatchObject({ serverFailures: failed.length, clientFailures: 0 });
    expect(await stats()).toMatchObject({ inFlightMessages: failed.length });
  });

  test('a valid receipt can be taken for a stale one, and works when sent again (F5.stale-receipt)', async () => {
    await put('a');
    const [message] = await get();
    await plan({ kind: 'stale-receipt', times: 2 });
    expect(await refusalOf(remove(message?.receipt))).toMatchObject({ statusCode: 409 });
    const entries = [{ receipt: message?.receipt ?? '', visibilityInSeconds: 5 }];
    const { updateMessagesResult } = await t.client.updateMessages({
      queueId,
      updateMessagesDetails: { entries },
    });
    expect(updateMessagesResult).toMatchObject({ clientFailures: 1, entries: [{ errorCode: 409 }] });
    await remove(message?.receipt);
  });

  test('a clock that is six minutes ahead refuses signatures and says so in Date (F5.signature)', async () => {
    await plan({ kind: 'clock-skew', skewMs: 360_000, times: 1 });
    expect(await refusalOf(get())).toMatchObject({ statusCode: 401, serviceCode: 'NotAuthenticated' });
    expect(await get()).toEqual([]);
  });
});

describe('at least once, in any order', () => {
  test('a duplicate goes to others while the message is leased (F3.at-least-once, F3.receipt-after-redelivery)', async () => {
    await plan({ kind: 'duplicate', times: 1 });
    await put('a');
    const [first] = await get();
    const [second] = await get();
    expect([first?.deliveryCount, second?.deliveryCount]).toEqual([1, 2]);
    expect(await refusalOf(remove(first?.receipt))).toMatchObject({ statusCode: 409 });
    await remove(second?.receipt);
    expect(await counts()).toEqual([{ rule: 'duplicate', matched: 2, injected: 1 }]);
  });

  test('the receipt of the first holder works until somebody else gets the message', async () => {
    await plan({ kind: 'duplicate' });
    await put('a');
    const [first] = await get();
    await remove(first?.receipt);
    expect(await get()).toEqual([]);
  });

  test('two polls that wait get the same message', async () => {
    await plan({ kind: 'duplicate', times: 1 });
    const polls = [get(30), get(30)];
    await t.clock.untilWaiting(2);
    await put('a');
    const got = (await Promise.all(polls)).flat();
    expect(got.map(({ deliveryCount }) => deliveryCount).toSorted()).toEqual([1, 2]);
  });

  test('order is best effort (F3.order)', async () => {
    const contents = Array.from({ length: 20 }, (_, at) => `${at}`);
    const messages = contents.map((content) => ({ content }));
    await t.client.putMessages({ queueId, putMessagesDetails: { messages } });
    await plan({ kind: 'disorder' });
    const got = (await get()).map(({ content }) => content);
    expect(got).not.toEqual(contents);
    expect(got.toSorted()).toEqual(contents.toSorted());
  });
});

describe('latency', () => {
  test.each([
    ['acting', 0],
    ['reply', 1],
  ] as const)('before %s a call takes real time', async (before, stored) => {
    const delaysMs: number[] = [];
    const storedMeanwhile: number[] = [];
    const realClock: Clock = {
      now: () => 0,
      schedule: (atMs, task) => {
        delaysMs.push(atMs);
        storedMeanwhile.push(slow.emulator.queues.live(slowId).stats().visible);
        setImmediate(task);
        return () => undefined;
      },
    };
    const slow = await startTestEmulator({
      auth: 'off',
      realClock,
      faults: { rules: [{ kind: 'latency', minMs: 40, maxMs: 90, before, operations: ['PutMessages'] }] },
    });
    const slowId = await slow.createQueue();
    const put = { queueId: slowId, putMessagesDetails: { messages: [{ content: 'a' }] } };
    await slow.client.putMessages(put);
    expect(delaysMs).toEqual([expect.any(Number)]);
    expect(delaysMs[0]).toBeGreaterThanOrEqual(40);
    expect(delaysMs[0]).toBeLessThanOrEqual(90);
    expect(storedMeanwhile).toEqual([stored]);
    await slow.close();
  });
});

describe('matching', () => {
  test('by queue name and by key of what is put or returned', async () => {
    await plan({ kind: 'lost-reply', key: 'a', queues: ['orders'] });
    await put('other', { 'snoozeq-key': 'b' });
    await brokenCall(put('keyed', { 'snoozeq-key': 'a' }));
    await brokenCall(get());
    expect(await counts()).toEqual([{ rule: 'lost-reply', matched: 2, injected: 2 }]);
  });

  test('by key of what receipts name', async () => {
    for (const key of ['a', 'b', 'a']) await put(key, { 'snoozeq-key': key });
    const got = await get();
    await plan({ kind: 'partial-failure', entryRate: 1, key: 'a' });
    const entries = got.map(({ receipt }) => ({ receipt }));
    const { deleteMessagesResult } = await t.client.deleteMessages({
      queueId,
      deleteMessagesDetails: { entries },
    });
    const failed = got.filter(
      (_message, index) => deleteMessagesResult.entries[index]?.errorCode !== undefined,
    );
    expect(failed.map(({ content }) => content)).toEqual(['a', 'a']);
    await plan({ kind: 'throttle', key: 'b' });
    await remove(got[0]?.receipt);
  });
});
