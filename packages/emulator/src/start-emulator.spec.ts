import { afterEach, expect, jest, test } from '@jest/globals';
import { refusalOf, startTestEmulator, type TestEmulator } from './spec-support/test-emulator.js';

let t: TestEmulator;
afterEach(() => t.close());

const leased = async (queueId: string): Promise<string> => {
  await t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'a' }] } });
  const { getMessages } = await t.client.getMessages({ queueId, visibilityInSeconds: 10 });
  return getMessages.messages[0]?.receipt ?? '';
};
const hide = (queueId: string, messageReceipt: string, visibilityInSeconds: number) =>
  t.client.updateMessage({ queueId, messageReceipt, updateMessageDetails: { visibilityInSeconds } });

test('closing ends open polls empty, and may be repeated', async () => {
  t = await startTestEmulator({ auth: 'off' });
  const queueId = await t.createQueue();
  const polled = t.client.getMessages({ queueId, timeoutInSeconds: 30 });
  await t.clock.untilWaiting(1);
  const closed = t.emulator.close();
  expect((await polled).getMessages.messages).toEqual([]);
  await closed;
  await t.emulator.close();
});

test('an update past the expiry hides until the expiry', async () => {
  t = await startTestEmulator({ auth: 'off' });
  const queueId = await t.createQueue({ retentionInSeconds: 60 });
  const { updatedMessage } = await hide(queueId, await leased(queueId), 61);
  expect(updatedMessage.visibleAfter).toBe(new Date(t.clock.now() + 60_000).toISOString());
});

test('unless it is to be refused', async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator({ auth: 'off', modes: { pastRetention: 'reject' } });
  const queueId = await t.createQueue({ retentionInSeconds: 60 });
  const receipt = await leased(queueId);
  const refusal = await refusalOf(hide(queueId, receipt, 61));
  expect(refusal).toMatchObject({ statusCode: 400, message: expect.stringContaining('expires before') });
  await hide(queueId, receipt, 60);
});

test.each([
  [{}, 204],
  [{ receiptAfterLapse: 'ends' } as const, 409],
])('with %j a delete after the lease has ended answers %i', async (modes, status) => {
  t = await startTestEmulator({ auth: 'off', modes });
  const queueId = await t.createQueue();
  const receipt = await leased(queueId);
  t.clock.runFor(10_000);
  const url = `${t.emulator.origin}/20210201/queues/${queueId}/messages/${receipt}`;
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(status);
});

test('a failure of the emulator itself is reported, and answered without its text', async () => {
  const reportFault = jest.fn<(error: Error) => void>();
  t = await startTestEmulator({ auth: 'off', reportFault });
  const queueId = await t.createQueue();
  const fault = new Error('inner text');
  jest.spyOn(t.emulator.queues, 'address').mockImplementation(() => {
    throw fault;
  });
  const response = await fetch(`${t.emulator.origin}/20210201/queues/${queueId}/stats`);
  const body = (await response.json()) as { code: string; message: string };
  expect(response.status).toBe(500);
  expect(body.code).toBe('InternalServerError');
  expect(body.message).not.toContain('inner text');
  expect(reportFault).toHaveBeenCalledWith(fault);
});
