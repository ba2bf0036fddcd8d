import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator({ limits: { queueBytes: 100_000, channels: 2 } });
  queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 2, retentionInSeconds: 3_600 });
});
afterEach(() => t.close());

const at = (path: string, id = queueId) => `${t.emulator.origin}/_emulator/queues/${id}/${path}`;
const exported = async (id = queueId): Promise<Record<string, unknown>[]> => {
  const text = await (await fetch(at('export', id))).text();
  return text
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
};
const imported = (body: string, id = queueId) => fetch(at('import', id), { method: 'POST', body });
const put = (
  ...messages: {
    content: string;
    metadata?: { channelId: string; customProperties?: Record<string, string> };
  }[]
) => t.client.putMessages({ queueId, putMessagesDetails: { messages } });
const get = (visibilityInSeconds: number) =>
  t.client.getMessages({ queueId, visibilityInSeconds, timeoutInSeconds: 0, limit: 1 });
const iso = (ms: number) => new Date(ms).toISOString();

test('an export shows every message with its state, and costs no delivery', async () => {
  const startMs = t.clock.now();
  await put({ content: 'dead' });
  for (let times = 0; times < 2; times += 1) {
    await get(1);
    t.clock.runFor(1_000);
  }
  await put({ content: 'hidden' });
  await get(60);
  await put({ content: 'visible\n', metadata: { channelId: 'c', customProperties: { key: 'k' } } });
  const times = { createdAt: iso(startMs + 2_000), expireAfter: iso(startMs + 3_602_000) };
  for (let looks = 0; looks < 2; looks += 1) {
    expect(await exported()).toMatchObject([
      { content: 'dead', state: 'dead', deliveryCount: 2, createdAt: iso(startMs) },
      { content: 'hidden', state: 'hidden', deliveryCount: 1, visibleAfter: iso(startMs + 62_000), ...times },
      {
        content: 'visible\n',
        state: 'visible',
        deliveryCount: 0,
        channelId: 'c',
        customProperties: { key: 'k' },
        ...times,
      },
    ]);
  }
});

test('an import of an export puts the same messages anew', async () => {
  await put({ content: 'a' }, { content: 'b', metadata: { channelId: 'c', customProperties: { key: 'k' } } });
  await get(60);
  const lines = await (await fetch(at('export'))).text();
  const other = await t.createQueue();
  const response = await imported(lines, other);
  expect([response.status, await response.json()]).toEqual([200, { messages: 2 }]);
  expect(await exported(other)).toMatchObject([
    { content: 'a', state: 'visible', deliveryCount: 0 },
    { content: 'b', channelId: 'c', customProperties: { key: 'k' }, deliveryCount: 0 },
  ]);
});

test('an import may be larger than a put, and wakes a poll', async () => {
  const poll = t.client.getMessages({ queueId, timeoutInSeconds: 30, limit: 1 });
  await t.clock.untilWaiting(1);
  const lines = Array.from({ length: 1_000 }, (_, index) => JSON.stringify({ content: `${index}` }));
  expect((await imported(lines.join('\r\n'))).status).toBe(200);
  expect((await poll).getMessages.messages).toHaveLength(1);
  expect(await exported()).toHaveLength(1_000);
});

test('nothing is a put of nothing', async () => {
  const response = await fetch(at('import'), { method: 'POST' });
  expect([response.status, await response.json()]).toEqual([200, { messages: 0 }]);
});

describe('a line that breaks a rule is named, and nothing is put', () => {
  const good = '{"content":"good"}';
  test.each([
    ['{"content":5}', /Line 3 is no message: content must be string/],
    ['{"body":"b"}', /Line 3 is no message: it must have required property 'content'/],
    ['{"content":"c","chanelId":"typo"}', /Line 3 is no message: it must NOT have additional properties/],
    [
      '{"content":"c","customProperties":{"n":1}}',
      /Line 3 is no message: customProperties\/n must be string/,
    ],
    ['"text"', /Line 3 is no message: it must be object/],
    ['{"content":', /Line 3 is not JSON/],
    [
      `{"content":"${'x'.repeat(262_145)}"}`,
      /Line 3 has 262145 bytes with its properties, allowed are 262144/,
    ],
    [`{"content":"c","channelId":"${'c'.repeat(65)}"}`, /channelId of line 3 has 65 characters/],
    [
      `{"content":"${'x'.repeat(100_000)}"}`,
      /Line 3: The queue would store 100004 bytes, allowed are 100000/,
    ],
    [
      '{"content":"c","channelId":"a"}\n{"content":"c","channelId":"b"}\n{"content":"c","channelId":"c"}',
      /Line 5: The queue would have 3 channels/,
    ],
  ])('%#', async (line, message) => {
    const response = await imported([good, '', line, good].join('\n'));
    const body = (await response.json()) as { message: string };
    expect(body.message).toMatch(message);
    expect(response.status).toBe(400);
    expect(await exported()).toEqual([]);
  });

  test('an unknown queue is a 404', async () => {
    expect((await imported(good, 'ocid1.queue.none')).status).toBe(404);
    expect((await fetch(at('export', 'ocid1.queue.none'))).status).toBe(404);
  });
});
