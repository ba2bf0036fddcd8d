import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { lookAt } from '../spec-support/look-at.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

interface Event {
  readonly kind: string;
  readonly at: string;
  readonly op?: string;
  readonly deliveryCount?: number;
}
interface Shown {
  readonly copies: readonly { readonly state: string; readonly content?: string }[];
  readonly history: readonly Event[];
}

let t: TestEmulator;
let queueId: string;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator({ auth: 'off' });
  queueId = await t.createQueue();
  const messages = [{ content: 'x'.repeat(5_000) }, { content: 'b' }];
  await t.client.putMessages({ queueId, putMessagesDetails: { messages } });
  const got = await t.client.getMessages({ queueId, limit: 2, visibilityInSeconds: 5, opcRequestId: 'get' });
  t.clock.runFor(5_000);
  const again = await t.client.getMessages({ queueId, limit: 1, visibilityInSeconds: 60, channelFilter: '' });
  expect([got, again].map(({ getMessages }) => getMessages.messages.length)).toEqual([2, 1]);
  const [message] = again.getMessages.messages;
  await t.client.deleteMessage({ queueId, messageReceipt: message?.receipt ?? '' });
});
afterAll(() => t.close());

const id = (sequence: number): string => `${(10n << 53n) + BigInt(sequence)}`;
const message = (sequence: number, query = ''): Promise<Shown> =>
  lookAt(t.emulator, `/_emulator/queues/${queueId}/messages/${id(sequence)}${query}`);
const kinds = (events: readonly Event[]): readonly string[] => events.map(({ kind }) => kind);

test('a message is shown with what befell it lately, the latest first', async () => {
  const { copies, history } = await message(2);
  expect(copies).toMatchObject([{ state: 'visible' }]);
  expect(kinds(history)).toEqual(['lapsed', 'delivered', 'stored']);
  expect(history[1]).toEqual({
    kind: 'delivered',
    at: new Date(t.clock.now() - 5_000).toISOString(),
    id: id(2),
    queueId,
    group: 'primary',
    deliveryCount: 1,
    visibleAfter: new Date(t.clock.now()).toISOString(),
  });
});

test('its content is shown in full when asked for', async () => {
  expect((await message(2, '?content=true')).copies).toMatchObject([{ content: 'b' }]);
  expect((await message(2)).copies[0]).not.toHaveProperty('content');
});

test('a message that is gone still has its history', async () => {
  const { copies, history } = await message(1);
  expect(copies).toEqual([]);
  expect(kinds(history)).toEqual(['deleted', 'delivered', 'lapsed', 'delivered', 'stored']);
});

test.each(['1', 'x', id(3), '90071992547409920'])('message %s is a 404', async (messageId) => {
  const path = `/_emulator/queues/${queueId}/messages/${messageId}`;
  await expect(lookAt(t.emulator, path)).rejects.toThrow(/^404 .*Message/);
});

test('the history has calls as well, of all queues or of one, without contents', async () => {
  await t.clock.untilQuiet();
  const { items } = await lookAt<{ items: readonly Event[] }>(
    t.emulator,
    `/_emulator/history?queue=${queueId}`,
  );
  expect(items[0]).toMatchObject({ kind: 'call', op: 'DeleteMessage', status: 204 });
  expect(items.find(({ kind, op }) => kind === 'call' && op === 'GetMessages')).toBeDefined();
  expect(items.map(({ op }) => op)).not.toContain('InspectMessage');
  expect(JSON.stringify(items)).not.toContain('xxx');
  const other = await t.createQueue();
  const ofOther = await lookAt<{ items: readonly Event[] }>(t.emulator, `/_emulator/history?queue=${other}`);
  expect(ofOther.items.every(({ kind }) => kind === 'call')).toBe(true);
  const one = await lookAt<{ items: readonly Event[] }>(t.emulator, '/_emulator/history?limit=1');
  expect(one.items).toHaveLength(1);
});
