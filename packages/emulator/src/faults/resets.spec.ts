import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

beforeAll(async () => {
  const operations = ['PutMessages'] as const;
  t = await startTestEmulator({
    auth: 'off',
    faults: {
      rules: [
        { kind: 'reset', operations, to: 1 },
        { kind: 'lost-reply', operations, to: 1 },
      ],
    },
  });
  queueId = await t.createQueue();
});
afterAll(() => t.close());

/** What a client without an SDK sees: a status, or the code of the error. */
const put = (content: string): Promise<number | string | undefined> =>
  new Promise((resolve) => {
    const path = `/20210201/queues/${queueId}/messages`;
    const outgoing = request(t.emulator.origin + path, { method: 'POST' }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    outgoing.end(JSON.stringify({ messages: [{ content }] }));
  });

test('a reset is one of the connection, before or after the put was stored, and the next call is served', async () => {
  expect([await put('a'), await put('b'), await put('c')]).toEqual(['ECONNRESET', 'ECONNRESET', 200]);
  const { getMessages } = await t.client.getMessages({ queueId, timeoutInSeconds: 0 });
  expect(getMessages.messages.map(({ content }) => content)).toEqual(['b', 'c']);
});
