import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Modes } from '../limits/modes.js';
import { only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const KB = 1024;
let t: TestEmulator;
let queue: QueueCalls;
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => t.close());

const start = async (capabilities: readonly object[], modes: Partial<Modes> = {}): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', modes });
  queue = queueCalls(t, await t.createQueue({ capabilities: [...capabilities] as never }));
};
const LARGE = [{ type: 'LARGE_MESSAGES' }];
const text = (bytes: number): string => 'x'.repeat(bytes);

test('a queue for large messages takes more than 256 KB in one, as plain text (F6.large, F1.large-message-size)', async () => {
  await start(LARGE);
  await queue.put(text(500 * KB));
  expect(only(await queue.get()).content).toHaveLength(500 * KB);
  await t.close();
  await start([]);
  expect((await refusalOf(queue.put(text(500 * KB)))).message).toMatch(/allowed are 262144/);
});

test('one of 512 KB does not fit into a put, unless its messages are what counts (F6.large-put-size, F1.large-message-size)', async () => {
  await start(LARGE);
  expect(await refusalOf(queue.put(text(512 * KB)))).toMatchObject({ statusCode: 413 });
  await t.close();
  await start(LARGE, { requestSize: 'messages' });
  await queue.put(text(512 * KB));
  expect((await refusalOf(queue.put(text(512 * KB + 1)))).message).toMatch(/allowed are 524288/);
});

test('a get of large messages stays within 2 MB (F1.get-size, F6.large)', async () => {
  await start(LARGE);
  for (let put = 0; put < 5; put++) await queue.put(text(500 * KB));
  expect(await queue.get({ limit: 20 })).toHaveLength(3);
});
