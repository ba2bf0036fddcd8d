import { afterEach, expect, test } from '@jest/globals';
import type { Modes } from '../limits/modes.js';
import { queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queue: QueueCalls;
afterEach(() => t.close());

const start = async (modes: Partial<Modes>): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', modes });
  queue = queueCalls(t, await t.createQueue());
};

test.each([
  ['20', 20],
  ['1', 1],
] as const)(
  'in mode defaultLimit: %s a get without a limit returns %i (F3.limit-omitted)',
  async (defaultLimit, count) => {
    await start({ defaultLimit });
    for (let put = 0; put < 2; put++) await queue.put(...Array.from({ length: 20 }, () => 'x'));
    expect(await queue.get()).toHaveLength(count);
  },
);

test.each([
  ['present', expect.any(String)],
  ['absent', undefined],
] as const)('in mode createdAt: %s a message has it so (F3.created-at)', async (createdAt, expected) => {
  await start({ createdAt });
  await queue.put('a');
  const [message] = await queue.get();
  expect(message?.createdAt).toEqual(expected);
});

test.each([
  ['absent', false],
  ['null', true],
] as const)(
  'in mode noMetadata: %s a message without metadata says so (F2.no-metadata)',
  async (noMetadata, named) => {
    await start({ noMetadata });
    await queue.put('a');
    const url = `${t.emulator.origin}/20210201/queues/${queue.queueId}/messages?timeoutInSeconds=0`;
    const { messages } = (await (await fetch(url)).json()) as { messages: readonly object[] };
    expect('metadata' in (messages[0] ?? {})).toBe(named);
  },
);
