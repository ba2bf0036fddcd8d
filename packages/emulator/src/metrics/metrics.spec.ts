import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const faults = { rules: [{ kind: 'throttle', operations: ['GetStats'] } as const] };
  t = await startTestEmulator({ auth: 'off', faults });
  queueId = await t.createQueue({ displayName: 'a "queue"', deadLetterQueueDeliveryCount: 2 });
  const customProperties = { 'snoozeq-key': 'secret-key' };
  const messages = Array.from({ length: 3 }, () => ({
    content: 'secret-body',
    metadata: { channelId: 'ready', customProperties },
  }));
  await t.client.putMessages({ queueId, putMessagesDetails: { messages } });
  await t.client.getMessages({ queueId, limit: 2, visibilityInSeconds: 1 });
  t.clock.runFor(1_000);
  await t.client.getMessages({ queueId, limit: 1, visibilityInSeconds: 60 });
  await t.client.getStats({ queueId }).catch(() => undefined);
  await t.clock.untilQuiet();
});
afterAll(() => t.close());

const scrape = async (): Promise<{ type: string | null; lines: readonly string[] }> => {
  const response = await fetch(`${t.emulator.origin}/metrics`);
  return { type: response.headers.get('content-type'), lines: (await response.text()).split('\n') };
};
const ofQueue = (): string => `queue="a \\"queue\\"",queue_id="${queueId}"`;

test('calls, messages, changes, faults and time can be scraped', async () => {
  const { type, lines } = await scrape();
  expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(lines).toEqual(
    expect.arrayContaining([
      '# TYPE snoozeq_emulator_calls_total counter',
      'snoozeq_emulator_calls_total{operation="GetMessages",status="200"} 2',
      'snoozeq_emulator_calls_total{operation="GetStats",status="429"} 1',
      `snoozeq_emulator_messages{${ofQueue()},group="primary",state="visible"} 2`,
      `snoozeq_emulator_messages{${ofQueue()},group="primary",state="hidden"} 1`,
      `snoozeq_emulator_message_bytes{${ofQueue()},group="primary"} 33`,
      `snoozeq_emulator_message_changes_total{${ofQueue()},change="stored"} 3`,
      `snoozeq_emulator_message_changes_total{${ofQueue()},change="lapsed"} 2`,
      `snoozeq_emulator_long_polls_waiting{${ofQueue()}} 0`,
      'snoozeq_emulator_faults_injected_total{kind="throttle"} 1',
      `snoozeq_emulator_queue_time_seconds ${t.clock.now() / 1_000}`,
    ]),
  );
});

test('neither contents nor keys are among the labels', async () => {
  expect((await scrape()).lines.join()).not.toContain('secret');
});

test('polls that wait are counted', async () => {
  const poll = t.client.getMessages({ queueId, channelFilter: 'none', timeoutInSeconds: 1 });
  await t.clock.untilWaiting(1);
  expect((await scrape()).lines).toContain(`snoozeq_emulator_long_polls_waiting{${ofQueue()}} 1`);
  t.clock.runFor(1_000);
  await poll;
});

test('only tools on this machine may scrape', async () => {
  const response = await fetch(`${t.emulator.origin}/metrics`, {
    headers: { origin: 'http://evil.example' },
  });
  expect(response.status).toBe(403);
});
