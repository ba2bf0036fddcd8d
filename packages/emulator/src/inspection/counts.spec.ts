import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { lookAt } from '../spec-support/look-at.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

const DAY = '2026-01-05T';
const put = (channelId: string, ...properties: Record<string, string>[]) => {
  const messages = properties.map((customProperties) => ({
    content: 'a',
    metadata: { channelId, customProperties },
  }));
  return t.client.putMessages({ queueId, putMessagesDetails: { messages } });
};
const due = (time: string) => ({ 'snoozeq-due-at': `${DAY}${time}Z` });

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator({ auth: 'off' });
  queueId = await t.createQueue({ displayName: 'orders', deadLetterQueueDeliveryCount: 1 });
  await put('later', due('10:00:00.000'), due('10:59:59.999'), due('12:30:00.000'));
  await t.client.getMessages({ queueId, channelFilter: 'later', limit: 1, visibilityInSeconds: 60 });
  await put('errors', { 'snoozeq-dead': 'no such customer' }, { 'snoozeq-dead': 'no such customer' });
  await put('poison', { 'snoozeq-due-at': 'soon' });
  await t.client.getMessages({ queueId, channelFilter: 'poison', visibilityInSeconds: 1 });
  t.clock.runFor(1_000);
  await t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'unnamed' }] } });
});
afterAll(() => t.close());

test('all queues with the counts of their groups', async () => {
  const { items } = await lookAt<{ items: readonly unknown[] }>(t.emulator, '/_emulator/queues');
  expect(items).toEqual([
    {
      id: queueId,
      displayName: 'orders',
      lifecycleState: 'ACTIVE',
      groups: [{ group: 'primary', visible: 5, hidden: 1, dead: 1 }],
    },
  ]);
});

test('one queue by lane, the unnamed one too', async () => {
  expect(await lookAt(t.emulator, '/_emulator/queues/orders')).toMatchObject({
    id: queueId,
    queue: { visibleMessages: 5, inFlightMessages: 1 },
    dlq: { visibleMessages: 1 },
    groups: [
      {
        group: 'primary',
        lanes: [
          { channelId: null, visible: 1, hidden: 0, dead: 0 },
          { channelId: 'errors', visible: 2, hidden: 0, dead: 0 },
          { channelId: 'later', visible: 2, hidden: 1, dead: 0 },
          { channelId: 'poison', visible: 0, hidden: 0, dead: 1 },
        ],
      },
    ],
  });
});

test('one queue by the instant at which messages are due, and by why they are dead', async () => {
  const hour = (time: number) => `${DAY}${time}:00:00.000Z`;
  expect(await lookAt(t.emulator, '/_emulator/queues/orders/due?everySeconds=3600')).toEqual({
    everySeconds: 3_600,
    due: [
      { from: hour(10), to: hour(11), visible: 1, hidden: 1, dead: 0 },
      { from: hour(12), to: hour(13), visible: 1, hidden: 0, dead: 0 },
    ],
    undated: { visible: 3, hidden: 0, dead: 1 },
    dead: [
      { reason: 'no such customer', inChannels: 2, inDeadLetterQueue: 0 },
      { reason: null, inChannels: 0, inDeadLetterQueue: 1 },
    ],
  });
});

test('buckets are as wide as asked for, within bounds', async () => {
  const { due: buckets } = await lookAt<{ due: readonly unknown[] }>(
    t.emulator,
    '/_emulator/queues/orders/due?everySeconds=86400',
  );
  expect(buckets).toHaveLength(1);
  await expect(lookAt(t.emulator, '/_emulator/queues/orders/due?everySeconds=0')).rejects.toThrow(
    'everySeconds is 0, allowed are 1 to 604800',
  );
});
