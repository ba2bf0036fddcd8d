import { describe, expect, test } from '@jest/globals';
import { QueueClient } from 'oci-queue';
import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { useEmulator, type Hooks } from './index.js';

const startMs = Date.UTC(2026, 0, 5);

describe('in tests', () => {
  const t = useEmulator({ startMs, queue: { visibilityInSeconds: 60 } });
  const seen = new Set<string>();

  const withClient = async <T>(use: (client: QueueClient) => Promise<T>): Promise<T> => {
    const provider = new ConfigFileAuthenticationDetailsProvider(t.configFile, t.profile);
    const client = new QueueClient({ authenticationDetailsProvider: provider });
    client.endpoint = t.origin;
    return use(client).finally(() => client.close());
  };
  const put = (client: QueueClient) =>
    client.putMessages({ queueId: t.queueId, putMessagesDetails: { messages: [{ content: 'a' }] } });
  const get = async (client: QueueClient, timeoutInSeconds = 0) => {
    const { getMessages } = await client.getMessages({ queueId: t.queueId, timeoutInSeconds });
    return getMessages.messages;
  };

  test.each(['one', 'two'])('test %s has a queue of its own, empty', async () => {
    expect(seen).not.toContain(t.queueId);
    seen.add(t.queueId);
    await withClient(async (client) => {
      expect(await get(client)).toEqual([]);
      await put(client);
    });
  });

  test('the queue has the settings that were asked for, and time stands still', () =>
    withClient(async (client) => {
      await put(client);
      const [message] = await get(client);
      expect(message?.visibleAfter).toBe(new Date(startMs + 60_000).toISOString());
      expect(t.clock.now()).toBe(startMs);
    }));

  test('time goes to the next event, and a poll that waits gets what comes back then', () =>
    withClient(async (client) => {
      await put(client);
      await get(client);
      const polled = get(client, 20);
      await t.clock.advance(59_999);
      expect(await t.clock.next()).toBe(1);
      expect(await polled).toMatchObject([{ content: 'a', deliveryCount: 2 }]);
    }));

  test('time can run', async () => {
    const beforeMs = t.clock.now();
    await t.clock.run(true);
    await withClient(get);
    await t.clock.run(false);
    expect(t.clock.now()).toBeGreaterThan(beforeMs);
  });
});

describe('elsewhere', () => {
  const ignored = (): void => undefined;
  const hooks: Hooks = { beforeAll: ignored, beforeEach: ignored, afterEach: ignored, afterAll: ignored };

  test('what is not there yet says so', () => {
    const t = useEmulator({ hooks });
    expect(() => t.queueId).toThrow(/not there yet\. Use it in tests and hooks/);
    expect(() => t.origin).toThrow(/not there yet/);
  });

  test('a framework without global hooks has to pass them', () => {
    const globals = globalThis as { beforeAll?: unknown };
    const { beforeAll } = globals;
    delete globals.beforeAll;
    try {
      expect(() => useEmulator()).toThrow(/There is no global beforeAll\. Pass them as hooks/);
    } finally {
      globals.beforeAll = beforeAll;
    }
  });
});
