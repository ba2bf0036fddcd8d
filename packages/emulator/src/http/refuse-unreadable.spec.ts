import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
const faults: Error[] = [];
beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off', reportFault: (error) => faults.push(error) });
});
afterAll(() => t.close());

const connected = async () => {
  const socket = connect(Number(new URL(t.emulator.origin).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

/** All that the emulator says to these bytes until it closes the connection. */
const sent = async (bytes: string): Promise<string> => {
  const socket = await connected();
  socket.write(bytes, 'latin1');
  return text(socket);
};

test.each([
  ['is not percent-encoded', '/20210201/queues/%zz/messages', /not percent-encoded UTF-8/],
  ['is no UTF-8', '/20210201/queues/%ff', /not percent-encoded UTF-8/],
  ['has a part that is too long', `/20210201/queues/${'q'.repeat(2_000)}`, /longer than any id/],
])('a path that %s is an error of OCI (F5.body, F5.parameter)', async (_what, path, message) => {
  const response = await fetch(`${t.emulator.origin}${path}`, { headers: { 'opc-request-id': 'mine' } });
  expect(response.status).toBe(400);
  expect(response.headers.get('opc-request-id')).toMatch(/^mine\/[0-9A-F]{32}\/[0-9A-F]{32}$/);
  expect(await response.json()).toEqual({
    code: 'InvalidParameter',
    message: expect.stringMatching(message),
  });
});

test.each([
  ['no HTTP', 'nonsense\r\n\r\n', 400],
  ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['headers too large', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
])('%s is refused, and the connection closed', async (_what, bytes, status) => {
  expect(await sent(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} .*connection: close`, 'is'));
});

test('a body that is no UTF-8 is refused rather than stored as other text', async () => {
  const queueId = await t.createQueue();
  const body = Buffer.from('{"messages":[{"content":"\xff"}]}', 'latin1');
  const response = await fetch(`${t.emulator.origin}/20210201/queues/${queueId}/messages`, {
    method: 'POST',
    body,
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: expect.stringMatching(/not JSON in UTF-8/) });
});

test('a body that stops to come is no failure of the emulator', async () => {
  const socket = await connected();
  const ended = new Promise<void>((resolve) =>
    t.emulator.server.once('request', (request: IncomingMessage) => request.once('close', resolve)),
  );
  socket.write('POST /_emulator/restore HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{"a"', () =>
    socket.destroy(),
  );
  await ended;
  expect((await fetch(`${t.emulator.origin}/_emulator/queues`)).status).toBe(200);
  expect(faults).toEqual([]);
});
