import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const MESSAGE_BYTES = 256 * 1024;
let t: TestEmulator;
let path: string;

beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off' });
});
afterAll(() => t.close());
beforeEach(async () => {
  path = `/20210201/queues/${await t.createQueue()}`;
});

interface Reply {
  readonly status: number;
  readonly requestId: string | null;
  readonly body: {
    readonly code?: string;
    readonly message?: string;
    readonly messages?: readonly unknown[];
  };
}

const send = async (method: string, tail: string, body?: unknown): Promise<Reply> => {
  const response = await fetch(`${t.emulator.origin}${path}${tail}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    requestId: response.headers.get('opc-request-id'),
    body: text === '' ? {} : (JSON.parse(text) as Reply['body']),
  };
};
const messages = (count: number, message: object = { content: 'x' }) => ({
  messages: Array.from({ length: count }, () => message),
});
const inChannel = (channelId: string, customProperties?: unknown) =>
  messages(1, { content: 'x', metadata: { channelId, customProperties } });
const entries = (count: number, entry: object) => ({ entries: Array.from({ length: count }, () => entry) });

describe('puts that are refused (F5.parameter, F5.body)', () => {
  test.each([
    ['no message', messages(0), /is 0, allowed are 1 to 20 entries/],
    ['21 messages', messages(21), /is 21, allowed are 1 to 20 entries/],
    [
      'a message too large (F1.message-size)',
      messages(1, { content: 'x'.repeat(MESSAGE_BYTES + 1) }),
      /has 262145 bytes/,
    ],
    [
      'a message too large with its properties (F1.custom-properties)',
      messages(1, {
        content: 'x'.repeat(MESSAGE_BYTES - 10),
        metadata: { channelId: 'c', customProperties: { k: 'v'.repeat(9) } },
      }),
      /has 262145 bytes/,
    ],
    ['an empty channel id (F1.channel-id)', inChannel(''), /channelId has 0 characters, allowed are 1 to 64/],
    [
      'a channel id too long (F1.channel-id)',
      inChannel('c'.repeat(65)),
      /channelId has 65 characters, allowed are 1 to 64/,
    ],
    ['metadata without a channel (F2.put)', messages(1, { content: 'x', metadata: {} }), /channelId/],
    ['content that is no text', messages(1, { content: 5 }), /content must be string/],
    ['a property that is no text', inChannel('c', { k: 1 }), /must be string/],
    ['no list', {}, /messages/],
    ['no JSON', '{"messages":[', /not JSON/],
    ['no body', undefined, /must be object/],
  ])('%s', async (_name, body, message) => {
    const reply = await send('POST', '/messages', body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'InvalidParameter' } });
    expect(reply.body.message).toMatch(message);
    expect(reply.requestId).toMatch(/^[0-9A-F]{32}\/[0-9A-F]{32}\/[0-9A-F]{32}$/);
    expect((await send('GET', '/messages?timeoutInSeconds=0')).body.messages).toEqual([]);
  });

  test('a body above 512 KiB (F1.put-size)', async () => {
    const reply = await send('POST', '/messages', messages(3, { content: 'x'.repeat(200_000) }));
    expect(reply).toMatchObject({ status: 413, body: { code: 'PayloadTooLarge' } });
    expect(reply.body.message).toMatch(/524288 bytes/);
    expect(reply.requestId).not.toBeNull();
  });
});

test.each([
  ['the largest message (F1.message-size)', messages(1, { content: 'x'.repeat(MESSAGE_BYTES) })],
  ['twenty messages', messages(20)],
  ['the longest channel id (F1.channel-id)', inChannel('c'.repeat(64))],
  ['null for what is not there', messages(1, { content: 'x', metadata: null })],
])('a put is taken with %s', async (_name, body) => {
  expect((await send('POST', '/messages', body)).status).toBe(200);
});

describe('what can be sized otherwise', () => {
  const startWith = async (options: Parameters<typeof startTestEmulator>[0]) => {
    const other = await startTestEmulator({ auth: 'off', ...options });
    const path = `${other.emulator.origin}/20210201/queues/${await other.createQueue()}/messages`;
    const put = (body: unknown) => fetch(path, { method: 'POST', body: JSON.stringify(body) });
    return { put, close: () => other.close() };
  };

  test.each([
    [
      '128 KB, as in older pages (F1.message-size)',
      { limits: { messageBytes: 128 * 1024 } },
      'x'.repeat(128 * 1024 + 1),
    ],
    [
      'the content alone (F1.custom-properties)',
      { modes: { messageSize: 'content' as const } },
      'x'.repeat(MESSAGE_BYTES + 1),
    ],
  ])('a message: %s', async (_name, options, content) => {
    const { put, close } = await startWith(options);
    const metadata = { channelId: 'c', customProperties: { key: 'value' } };
    expect((await put(messages(1, { content, metadata }))).status).toBe(400);
    expect((await put(messages(1, { content: content.slice(1), metadata }))).status).toBe(
      'modes' in options ? 200 : 400,
    );
    await close();
  });

  test('the characters of a channel id (F1.channel-id)', async () => {
    const { put, close } = await startWith({ modes: { channelIdCharacters: 'safe' } });
    expect((await put(inChannel('a_B-9'))).status).toBe(200);
    for (const id of ['a.b', 'a b', 'ä']) expect((await put(inChannel(id))).status).toBe(400);
    await close();
  });
});

describe('gets that are refused (F5.parameter)', () => {
  test.each([
    ['limit=0 (F1.get-batch)', /limit is 0, allowed are 1 to 20/],
    ['limit=21', /limit is 21, allowed are 1 to 20/],
    ['limit=many', /limit is not a whole number/],
    ['limit=1&limit=2', /must be string/],
    ['visibilityInSeconds=-1 (F1.visibility)', /is -1, allowed are 0 to 43200 s/],
    ['visibilityInSeconds=43201', /is 43201, allowed are 0 to 43200 s/],
    ['visibilityInSeconds=1.5', /not a whole number/],
    ['timeoutInSeconds=31 (F1.polling)', /is 31, allowed are 0 to 30 s/],
    [`channelFilter=${'c'.repeat(65)}`, /has 65 characters/],
  ])('%s', async (name, message) => {
    const reply = await send('GET', `/messages?${name.split(' ')[0]}`);
    expect(reply).toMatchObject({ status: 400, body: { code: 'InvalidParameter' } });
    expect(reply.body.message).toMatch(message);
  });
});

describe('updates and deletes that are refused (F5.parameter)', () => {
  test.each([
    ['no entry', 'actions/updateMessages', entries(0, {}), /is 0, allowed are 1 to 20/],
    ['21 entries', 'actions/deleteMessages', entries(21, { receipt: 'r' }), /is 21, allowed are 1 to 20/],
    [
      'a visibility out of range (F1.visibility)',
      'actions/updateMessages',
      entries(1, { receipt: 'r', visibilityInSeconds: 43_201 }),
      /entries\[0\]\.visibilityInSeconds is 43201, allowed are 0 to 43200 s/,
    ],
    ['no visibility', 'actions/updateMessages', entries(1, { receipt: 'r' }), /visibilityInSeconds/],
    ['no receipt', 'actions/deleteMessages', entries(1, {}), /receipt/],
  ])('%s', async (_name, action, body, message) => {
    const reply = await send('POST', `/messages/${action}`, body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'InvalidParameter' } });
    expect(reply.body.message).toMatch(message);
  });
});

test('a response stays within 2 MB: large messages come in smaller batches (F1.get-size)', async () => {
  for (let put = 0; put < 20; put++)
    await send('POST', '/messages', messages(1, { content: 'x'.repeat(MESSAGE_BYTES) }));
  const { body } = await send('GET', '/messages?limit=20&timeoutInSeconds=0');
  expect(body.messages).toHaveLength(7);
  await send('POST', '/messages', messages(20));
  expect((await send('GET', '/messages?limit=20&timeoutInSeconds=0')).body.messages).toHaveLength(7);
  expect((await send('GET', '/messages?limit=20&timeoutInSeconds=0')).body.messages).toHaveLength(20);
});

test.each([
  ['POST', '/messages/actions/unknown'],
  ['GET', '/nothing'],
  ['HEAD', '/messages'],
])('%s %s is no operation', async (method, tail) => {
  const reply = await send(method, tail);
  expect(reply.status).toBe(404);
  expect(reply.requestId).not.toBeNull();
});
