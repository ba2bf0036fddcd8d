import { expect, test } from '@jest/globals';
import { useEmulator } from '@snoozeq/emulator/jest';
import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { QueueClient } from 'oci-queue';

const emulator = useEmulator({ queue: { retentionInSeconds: 604_800 } });

test('a message that was hidden for twelve hours comes back after twelve hours', async () => {
  const { queueId, origin, configFile, profile } = emulator;
  const client = new QueueClient({
    authenticationDetailsProvider: new ConfigFileAuthenticationDetailsProvider(configFile, profile),
  });
  client.endpoint = origin;
  await client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'Good morning' }] } });
  const get = async (visibilityInSeconds: number) => {
    const { getMessages } = await client.getMessages({ queueId, visibilityInSeconds, timeoutInSeconds: 0 });
    return getMessages.messages.map(({ content }) => content);
  };

  expect(await get(43_200)).toEqual(['Good morning']);
  await emulator.clock.advance(43_199_999);
  expect(await get(30)).toEqual([]);
  await emulator.clock.advance(1);
  expect(await get(30)).toEqual(['Good morning']);
  client.close();
});
