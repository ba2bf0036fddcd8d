import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off' });
});
afterAll(() => t.close());

test('ids are bare integers above 2^53 with every digit, the same on put, get and update (F4.shape, F4.rounded)', async () => {
  const url = `${t.emulator.origin}/20210201/queues/${await t.createQueue()}/messages`;
  const post = (tail: string, body: unknown) =>
    fetch(`${url}${tail}`, { method: 'POST', body: JSON.stringify(body) }).then((response) =>
      response.text(),
    );
  const put = await post('', { messages: [{ content: '"id":1' }, { content: 'b' }] });
  const got = await fetch(`${url}?timeoutInSeconds=0`).then((response) => response.text());
  const [{ receipt }] = (JSON.parse(got) as { messages: [{ receipt: string }] }).messages;
  const updated = await post('/actions/updateMessages', { entries: [{ receipt, visibilityInSeconds: 1 }] });

  const ids = (text: string) => [...text.matchAll(/[{,]"id":(\d+),/g)].map(([, digits]) => digits);
  const first = 10n * 2n ** 53n + 1n;
  expect(ids(put)).toEqual([`${first}`, `${first + 1n}`]);
  expect(ids(got)).toEqual(ids(put));
  expect(ids(updated)).toEqual([`${first}`]);
  expect(Number(first)).toBe(Number(first + 1n));
});

test("Oracle's client rounds them, so that neighbours are the same (F4.sdk-as-is, F4.rounded)", async () => {
  const { putMessages } = await t.client.putMessages({
    queueId: await t.createQueue(),
    putMessagesDetails: { messages: [{ content: 'a' }, { content: 'b' }] },
  });
  const [first, second] = putMessages.messages.map(({ id }) => id);
  expect(first).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  expect(second).toBe(first);
});
