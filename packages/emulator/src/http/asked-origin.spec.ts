import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
beforeAll(async () => {
  t = await startTestEmulator();
});
afterAll(() => t.close());

test.each(['127.0.0.1', 'localhost'])(
  'a queue that is asked for at %s names that address for its messages, as behind a mapped port (F8.messages-endpoint)',
  async (name) => {
    const queueId = await t.createQueue();
    const endpoint = t.emulator.origin.replace('127.0.0.1', name);
    t.admin.endpoint = endpoint;
    expect((await t.admin.getQueue({ queueId })).queue.messagesEndpoint).toBe(endpoint);
    const { queueCollection } = await t.admin.listQueues({ id: queueId });
    expect(queueCollection.items[0]?.messagesEndpoint).toBe(endpoint);
  },
);
