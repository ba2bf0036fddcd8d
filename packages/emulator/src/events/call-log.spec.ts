import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createCallLog } from './call-log.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let directory: string;
let file: string;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  directory = await mkdtemp(join(tmpdir(), 'snoozeq-log-'));
  file = join(directory, 'calls.ndjson');
  t = await startTestEmulator({ auth: 'off', callLogFile: file });
});
afterEach(async () => {
  await t.close();
  await rm(directory, { recursive: true });
});

const lines = async (): Promise<Record<string, unknown>[]> => {
  await t.clock.untilQuiet();
  await t.emulator.log.flush();
  const text = readFileSync(file, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

test('every answered call is one line, with counts and without bodies', async () => {
  const queueId = await t.createQueue();
  const messages = [{ content: 'secret-body' }, { content: 'secret-body' }];
  await t.client.putMessages({ queueId, putMessagesDetails: { messages }, opcRequestId: 'p.1' });
  const got = await t.client.getMessages({ queueId, limit: 1, opcRequestId: 'p.2' });
  const receipt = got.getMessages.messages[0]?.receipt ?? '';
  const entries = [
    { receipt, visibilityInSeconds: 0 },
    { receipt, visibilityInSeconds: 60 },
    { receipt: 'bad', visibilityInSeconds: 60 },
  ];
  await t.client.updateMessages({ queueId, updateMessagesDetails: { entries }, opcRequestId: 'p.3' });
  await t.client.deleteMessage({ queueId, messageReceipt: receipt, opcRequestId: 'p.4' });
  await refusalOf(t.client.deleteMessage({ queueId, messageReceipt: receipt, opcRequestId: 'p.5' }));

  const atMs = t.clock.now();
  const own = (await lines()).filter(({ requestId }) => String(requestId).startsWith('p.'));
  expect(own).toEqual([
    { op: 'PutMessages', queueId, messages: 2, atMs, status: 200, requestId: 'p.1' },
    { op: 'GetMessages', queueId, messages: 1, maxDeliveryCount: 1, atMs, status: 200, requestId: 'p.2' },
    {
      op: 'UpdateMessages',
      queueId,
      messages: 3,
      failures: 1,
      hides: 1,
      atMs,
      status: 200,
      requestId: 'p.3',
    },
    { op: 'DeleteMessage', queueId, messages: 1, atMs, status: 204, requestId: 'p.4' },
    { op: 'DeleteMessage', queueId, atMs, status: 409, requestId: 'p.5' },
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain('secret-body');
});

test('messages that expire or are dead-lettered are lines of their own', async () => {
  const queueId = await t.createQueue({ retentionInSeconds: 60, deadLetterQueueDeliveryCount: 1 });
  await t.client.putMessages({
    queueId,
    putMessagesDetails: { messages: [{ content: 'a' }, { content: 'b' }] },
  });
  const startMs = t.clock.now();
  await t.client.getMessages({ queueId, limit: 1, visibilityInSeconds: 10 });
  t.clock.runFor(60_000);
  const base = 10n << 53n;
  const [first, second] = [`${base + 1n}`, `${base + 2n}`];
  expect((await lines()).filter(({ event }) => event !== undefined)).toEqual([
    { event: 'dead-lettered', queueId, id: first, deliveryCount: 1, atMs: startMs + 10_000 },
    {
      event: 'expired',
      queueId,
      id: expect.any(String),
      deliveryCount: expect.any(Number),
      wasDeadLetter: expect.any(Boolean),
      atMs: startMs + 60_000,
    },
    {
      event: 'expired',
      queueId,
      id: expect.any(String),
      deliveryCount: expect.any(Number),
      wasDeadLetter: expect.any(Boolean),
      atMs: startMs + 60_000,
    },
  ]);
  const expired = (await lines()).filter(({ event }) => event === 'expired');
  expect(Object.fromEntries(expired.map(({ id, wasDeadLetter }) => [id, wasDeadLetter]))).toEqual({
    [first]: true,
    [second]: false,
  });
});

test('an injected fault is in the line of its call, and a connection that it reset has status 0', async () => {
  const queueId = await t.createQueue();
  const plan = {
    rules: [
      { kind: 'throttle', operations: ['GetStats'] },
      { kind: 'reset', from: 2 },
    ],
  };
  await fetch(`${t.emulator.origin}/_emulator/faults`, { method: 'PUT', body: JSON.stringify(plan) });
  await refusalOf(t.client.getStats({ queueId, opcRequestId: 'f.1' }));
  await refusalOf(t.client.listChannels({ queueId, opcRequestId: 'f.2' }));
  const own = (await lines()).filter(({ requestId }) => String(requestId).startsWith('f.'));
  expect(own).toMatchObject([
    { op: 'GetStats', status: 429, faults: ['throttle'] },
    { op: 'ListChannels', status: 0, faults: ['reset'] },
  ]);
});

test('a file that cannot be opened is an error at once', () => {
  expect(() => createCallLog(join(directory, 'missing', 'calls.ndjson'))).toThrow(/ENOENT/);
});

const FULL_DISK = '/dev/full';
(existsSync(FULL_DISK) ? test : test.skip)(
  'a full disk fails the flush and the close, not the calls',
  async () => {
    const log = createCallLog(FULL_DISK);
    log.write({ op: 'GetStats', atMs: 0, status: 200, requestId: 'r' });
    await expect(log.flush()).rejects.toThrow(/ENOSPC/);
    log.write({ op: 'GetStats', atMs: 0, status: 200, requestId: 'r' });
    await expect(log.close()).rejects.toThrow(/ENOSPC/);
  },
);
