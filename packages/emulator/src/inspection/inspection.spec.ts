import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

beforeAll(async () => {
  t = await startTestEmulator();
  queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 1 });
});
afterAll(() => t.close());

const look = (headers: Record<string, string> = {}, id = queueId) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const outgoing = request(`${t.emulator.origin}/_emulator/queues/${id}`, { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });

test('shows a queue without a signature and without a delivery', async () => {
  const messages = [{ content: 'abc', metadata: { channelId: 'ready' } }];
  await t.client.putMessages({ queueId, putMessagesDetails: { messages } });
  for (let times = 0; times < 2; times++) {
    expect(JSON.parse((await look()).body)).toMatchObject({
      queue: { visibleMessages: 1, inFlightMessages: 0, sizeInBytes: 3 },
      dlq: { visibleMessages: 0, inFlightMessages: 0, sizeInBytes: 0 },
      channels: ['ready'],
      nextEventAtMs: t.clock.now() + 86_400_000,
      nowMs: t.clock.now(),
    });
  }
});

test.each([
  ['a page of a browser', { origin: 'http://localhost:3000' }, 403],
  ['a name that was rebound to this address', { host: 'evil.example:80' }, 403],
  ['a name that only begins like loopback', { host: 'localhost.evil.example' }, 403],
  ['localhost', { host: 'localhost:1' }, 200],
  ['IPv6 loopback', { host: '[::1]:1' }, 200],
])('to %s the answer is %3$i', async (_name, headers, status) => {
  expect((await look(headers)).status).toBe(status);
});

test('an unknown queue is a 404', async () => {
  expect((await look({}, 'nothing')).status).toBe(404);
});
