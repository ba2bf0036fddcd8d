import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { docsPage, fences } from '../spec-support/docs-page.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const page = docsPage('emulator/looking.md');
const paths = fences(page, 'sh').flatMap((text) =>
  [...text.matchAll(/http:\/\/127\.0\.0\.1:8010([^"\s]+)/g)].map(([, path = '']) => path),
);
let t: TestEmulator;
let shown: object | undefined;

beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off' });
  const queueId = await t.createQueue({ displayName: 'orders' });
  const customProperties = { 'snoozeq-key': 'order-17', 'snoozeq-due-at': '2026-01-05T10:00:00.000Z' };
  const messages = [{ content: 'a', metadata: { channelId: 'later', customProperties } }];
  await t.client.putMessages({ queueId, putMessagesDetails: { messages } });
  await t.client.getMessages({ queueId, visibilityInSeconds: 36_000 });
  const response = await fetch(`${t.emulator.origin}/_emulator/queues/orders/messages`);
  [shown] = ((await response.json()) as { items: readonly object[] }).items;
});
afterAll(() => t.close());

test('the page has examples', () => expect(paths.length).toBeGreaterThan(6));

test.each(paths)('%s works as it stands', async (path) => {
  expect((await fetch(t.emulator.origin + path)).status).toBe(200);
});

test('a message looks as the page says', () => {
  const [example = '{}'] = fences(page, 'json');
  const { items } = JSON.parse(example) as { items: readonly object[] };
  expect(items).toEqual([{ ...shown, sizeInBytes: 12 }]);
});

test('every metric is on the page', async () => {
  const text = await (await fetch(`${t.emulator.origin}/metrics`)).text();
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => `| \`${name}\``);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
