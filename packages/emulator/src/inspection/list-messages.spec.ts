import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { lookAt } from '../spec-support/look-at.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly channelId?: string;
  readonly deliveryCount: number;
  readonly visibleAfter: string;
  readonly content?: string;
  readonly isContentCut?: boolean;
}
interface Page {
  readonly items: readonly Shown[];
  readonly next?: string;
}

let t: TestEmulator;
let queueId: string;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator({ auth: 'off' });
});
afterAll(() => t.close());
beforeEach(async () => {
  queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 1 });
});

const put = (content: string, channelId?: string, customProperties?: Record<string, string>) => {
  const metadata =
    channelId === undefined ? {} : { metadata: { channelId, ...(customProperties && { customProperties }) } };
  return t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content, ...metadata }] } });
};
const get = (channelFilter: string, visibilityInSeconds: number) =>
  t.client.getMessages({ queueId, channelFilter, visibilityInSeconds, limit: 1, timeoutInSeconds: 0 });
const messages = (query = ''): Promise<Page> =>
  lookAt(t.emulator, `/_emulator/queues/${queueId}/messages${query}`);
const contents = async (query: string): Promise<readonly (string | undefined)[]> =>
  (await messages(`?content=true&${query}`)).items.map(({ content }) => content);
const iso = (atMs: number): string => new Date(atMs).toISOString();

/** One dead, one hidden for a minute, one visible. */
const aVariedQueue = async (): Promise<void> => {
  await put('dead', 'a', { 'snoozeq-key': 'k' });
  await get('a', 1);
  t.clock.runFor(1_000);
  await put('hidden', 'b');
  await get('b', 60);
  await put('visible', 'c', { 'snoozeq-key': 'k' });
};

test('each message has its state, and a hidden one the instant of its return', async () => {
  await aVariedQueue();
  const nowMs = t.clock.now();
  expect((await messages()).items).toEqual([
    expect.objectContaining({
      state: 'dead',
      isHidden: false,
      channelId: 'a',
      deliveryCount: 1,
      group: 'primary',
    }),
    expect.objectContaining({ state: 'hidden', channelId: 'b', visibleAfter: iso(nowMs + 60_000) }),
    expect.objectContaining({
      id: `${(10n << 53n) + 3n}`,
      state: 'visible',
      customProperties: { 'snoozeq-key': 'k' },
      deliveryCount: 0,
      createdAt: iso(nowMs),
      expireAfter: iso(nowMs + 86_400_000),
      sizeInBytes: 7,
    }),
  ]);
});

test.each([
  ['state=visible', ['visible']],
  ['state=hidden', ['hidden']],
  ['state=dead', ['dead']],
  ['channel=b', ['hidden']],
  ['key=k', ['dead', 'visible']],
  ['key=k&state=visible', ['visible']],
  ['group=primary&channel=none', []],
])('%s shows %j', async (query, expected) => {
  await aVariedQueue();
  expect(await contents(query)).toEqual(expected);
});

test('looking costs no delivery and hides nothing', async () => {
  await put('a', 'a');
  for (let times = 0; times < 3; times++) await messages('?content=true');
  const { getMessages } = await get('a', 30);
  expect(getMessages.messages).toMatchObject([{ content: 'a', deliveryCount: 1 }]);
});

test('pages follow the order of the puts, whatever happens between them', async () => {
  for (let at = 0; at < 5; at++) await put(`${at}`, `${at % 2}`);
  const first = await messages('?limit=2&content=true');
  await get('1', 30);
  await put('5', '1');
  const second = await messages(`?limit=2&content=true&page=${first.next}`);
  const third = await messages(`?limit=2&content=true&page=${second.next}`);
  const shown = [first, second, third].map(({ items }) => items.map(({ content }) => content));
  expect(shown).toEqual([
    ['0', '1'],
    ['2', '3'],
    ['4', '5'],
  ]);
  expect(third).not.toHaveProperty('next');
});

test('contents are shown only when asked for, and cut', async () => {
  await put('x'.repeat(2_000), 'a');
  expect((await messages()).items[0]).not.toHaveProperty('content');
  expect((await messages('?content=true')).items[0]).toMatchObject({
    content: 'x'.repeat(1_024),
    isContentCut: true,
  });
});

test('a queue can be named by its display name, unless several have it', async () => {
  await t.createQueue({ displayName: 'only' });
  await expect(lookAt(t.emulator, '/_emulator/queues/only/messages')).resolves.toEqual({ items: [] });
  await expect(lookAt(t.emulator, '/_emulator/queues/test/messages')).rejects.toThrow(
    /queues are called test: ocid1/,
  );
});

test.each([
  ['state=gone', '400', 'state is none of visible, hidden, dead'],
  ['limit=0', '400', 'limit is 0, allowed are 1 to 1000'],
  ['page=x', '400', 'page is not a token'],
  ['content=yes', '400', 'content is none of true, false'],
  ['group=ocid1.none', '404', 'Consumer group ocid1.none'],
])('%s is refused', async (query, status, text) => {
  await expect(messages(`?${query}`)).rejects.toThrow(new RegExp(`^${status} .*${text}`));
});
