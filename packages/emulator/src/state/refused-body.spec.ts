import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const BODY_BYTES = 300_000;
const MB = 1024 * 1024;

let t: TestEmulator;
let importPath: string;
let socket: Socket;
let received: string;
beforeEach(async () => {
  t = await startTestEmulator({ auth: 'off' });
  importPath = `/_emulator/queues/${await t.createQueue()}/import`;
  socket = connect(Number(new URL(t.emulator.origin).port), '127.0.0.1');
  received = '';
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  await once(socket, 'connect');
});
afterEach(async () => {
  socket.destroy();
  await t.close();
});

const statuses = () => [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
const replies = async (count: number): Promise<readonly number[]> => {
  while (statuses().length < count) await once(socket, 'data');
  return statuses();
};
const head = (path: string, bytes: number) =>
  `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${bytes}\r\n\r\n`;
const LOOK = 'GET /_emulator/queues HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

test.each([
  ['an import whose line is no JSON', () => importPath, '{\n'],
  ['an import whose line is no message', () => importPath, '{"content":5}\n'],
  ['an import that is no UTF-8', () => importPath, '\xff'],
  ['a snapshot that is none', () => '/_emulator/restore', '{"kind":"nothing"}\n'],
])('%s is refused before it has come, and its connection goes on', async (_name, path, start) => {
  socket.write(head(path(), BODY_BYTES) + start, 'latin1');
  expect(await replies(1)).toEqual([400]);
  socket.write('x'.repeat(BODY_BYTES - start.length) + LOOK);
  expect(await replies(2)).toEqual([400, 200]);
});

test('requests that are sent at once are all answered, whatever is wrong with the first', async () => {
  const body = `{\n${'x'.repeat(BODY_BYTES - 2)}`;
  socket.write(head(importPath, BODY_BYTES) + body + LOOK + head('/_emulator/restore', 2) + '{\n' + LOOK);
  expect(await replies(4)).toEqual([400, 200, 400, 200]);
});

test('a refused body that does not end is cut off', async () => {
  socket.on('error', () => undefined);
  const cut = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let sentBytes = 0;
  const send = (): void => {
    do sentBytes += MB;
    while (socket.write(Buffer.alloc(MB, 'x')));
  };
  socket.on('drain', send);
  socket.write(head(importPath, 1024 * MB) + '{\n');
  send();
  await cut;
  expect(statuses()).toEqual([400]);
  expect(sentBytes).toBeLessThan(64 * MB);
});
