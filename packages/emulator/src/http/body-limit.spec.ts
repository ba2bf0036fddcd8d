import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import type { Modes } from '../limits/modes.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const MB = 1024 * 1024;
let t: TestEmulator;
let url: string;
const start = async (modes: Partial<Modes> = {}): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', modes });
  url = `${t.emulator.origin}/20210201/queues/${await t.createQueue()}/messages`;
};
afterEach(() => t.close());

const statusOf = async (call: ClientRequest): Promise<number | undefined> => {
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
};
const put = (content: string) =>
  fetch(url, { method: 'POST', body: JSON.stringify({ messages: [{ content }, { content }, { content }] }) });

test('a body that says that it is too long is refused before it is sent (F1.put-size)', async () => {
  await start();
  const call = request(url, { method: 'POST', headers: { 'content-length': 1024 * MB } });
  call.flushHeaders();
  expect(await statusOf(call)).toBe(413);
  call.destroy();
});

test('a body of unknown length is refused as soon as it is too long, and cut off when it does not end (F1.put-size)', async () => {
  await start();
  const call = request(url, { method: 'POST', headers: { 'transfer-encoding': 'chunked' } });
  let [sentBytes, status] = [0, 0];
  const cut = new Promise<void>((resolve) => call.on('close', resolve).on('error', () => undefined));
  void statusOf(call).then((answered) => (status = answered ?? 0));
  const send = (): void => {
    while (!call.destroyed && call.write(Buffer.alloc(MB))) sentBytes += MB;
    sentBytes += MB;
  };
  call.on('drain', send);
  send();
  await cut;
  expect(status).toBe(413);
  expect(sentBytes).toBeLessThan(64 * MB);
});

test.each([
  ['of its body, escapes included, by default', {}, 413],
  ['of its messages in mode requestSize: messages', { requestSize: 'messages' } as const, 200],
])('the 512 KB of a put are those %s (F1.put-size, F6.large-put-size)', async (_name, modes, status) => {
  await start(modes);
  expect((await put('\u0001'.repeat(60_000))).status).toBe(status);
  const tooLarge = await put('x'.repeat(180_000));
  expect(tooLarge.status).toBe(413);
  expect(await tooLarge.text()).toMatch(/larger than 524288 bytes/);
});
