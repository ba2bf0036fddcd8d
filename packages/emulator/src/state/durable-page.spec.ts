import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { docsPage, fences } from '../spec-support/docs-page.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const page = docsPage('emulator/durable.md');
const commands = fences(page, 'sh').flatMap((text) =>
  text.split('\n').filter((line) => line.startsWith('curl ')),
);
const [example = '{}'] = fences(page, 'json');
const files = new Map<string, string>();
let t: TestEmulator;

let queueId: string;

beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off' });
  queueId = await t.createQueue({ displayName: 'orders' });
});
afterAll(() => t.close());

/** Before the commands that need it: what the one before may have taken away. */
const prepare = async (command: string): Promise<void> => {
  if (command.includes('"queue"')) queueId = await t.createQueue({ displayName: 'orders' });
  if (!command.includes('/export')) return;
  const customProperties = { 'snoozeq-key': 'order-17' };
  const messages = [{ content: 'a', metadata: { channelId: 'later', customProperties } }];
  await t.client.putMessages({ queueId, putMessagesDetails: { messages } });
  await t.client.getMessages({ queueId, visibilityInSeconds: 36_000 });
};

/** What curl would do. */
const run = async (command: string): Promise<Response> => {
  const [, path = ''] = /http:\/\/127\.0\.0\.1:8010([^"\s]+)/.exec(command) ?? [];
  const [, source = ''] = /@(\S+)/.exec(command) ?? [];
  const [, inline] = / -d '([^']+)'/.exec(command) ?? [];
  const [, target] = / > (\S+)/.exec(command) ?? [];
  const method = command.includes('-X POST') ? 'POST' : 'GET';
  const body = inline ?? files.get(source);
  const response = await fetch(t.emulator.origin + path, { method, ...(body !== undefined && { body }) });
  if (target !== undefined) files.set(target, await response.text());
  return response;
};

test('the page has examples', () => expect(commands.length).toBeGreaterThan(6));

test.each(commands)('%s works as it stands', async (command) => {
  await prepare(command);
  expect((await run(command)).ok).toBe(true);
});

test('a message looks as the page says', () => {
  const [line = '{}'] = (files.get('orders.ndjson') ?? '').split('\n');
  expect(JSON.parse(line)).toEqual(JSON.parse(example));
});
