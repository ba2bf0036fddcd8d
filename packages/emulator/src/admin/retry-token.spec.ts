import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import {
  COMPARTMENT,
  refusalOf,
  startTestEmulator,
  type TestEmulator,
} from '../spec-support/test-emulator.js';

const HOUR_MS = 3_600_000;
let t: TestEmulator;
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterEach(() => t.close());

const create = (opcRetryToken: string, displayName = 'orders') =>
  t.admin.createQueue({ opcRetryToken, createQueueDetails: { displayName, compartmentId: COMPARTMENT } });
const queueCount = async (): Promise<number> => (await t.admin.listQueues({})).queueCollection.items.length;

test('the same create with the same token makes one queue (F8.create-queue, F1.retry-token)', async () => {
  const first = await create('token');
  t.clock.runFor(24 * HOUR_MS - 1);
  expect((await create('token')).opcWorkRequestId).toBe(first.opcWorkRequestId);
  expect(await queueCount()).toBe(1);
});

test('a token is forgotten after 24 hours (F1.retry-token)', async () => {
  const first = await create('token');
  t.clock.runFor(24 * HOUR_MS);
  expect((await create('token')).opcWorkRequestId).not.toBe(first.opcWorkRequestId);
  expect(await queueCount()).toBe(2);
});

test('another body with the same token is refused (F5.retry-token)', async () => {
  await create('token');
  expect(await refusalOf(create('token', 'invoices'))).toMatchObject({
    statusCode: 409,
    serviceCode: 'InvalidatedRetryToken',
  });
  await create('other', 'invoices');
  expect(await queueCount()).toBe(2);
});

test('so is the token of a queue that is deleted by now (F5.retry-token)', async () => {
  const { opcWorkRequestId } = await create('token');
  const { workRequest } = await t.admin.getWorkRequest({ workRequestId: opcWorkRequestId });
  await t.admin.deleteQueue({ queueId: workRequest.resources[0]?.identifier ?? '' });
  const { statusCode, message } = await refusalOf(create('token'));
  expect(statusCode).toBe(409);
  expect(message).toMatch(/deleted by now/);
});

test('a token has at most 64 characters (F1.retry-token)', async () => {
  await create('t'.repeat(64));
  const refusal = await refusalOf(create('t'.repeat(65)));
  expect(refusal).toMatchObject({ statusCode: 400, serviceCode: 'InvalidParameter' });
  expect(refusal.message).toMatch(/has 65 characters, allowed are 64/);
});

test('a call that was refused uses up no token (F8.create-queue)', async () => {
  expect(await refusalOf(create('token', ''))).toMatchObject({ statusCode: 400 });
  await create('token');
});
