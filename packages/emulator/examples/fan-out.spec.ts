import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { useEmulator } from '@snoozeq/emulator/jest';
import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { QueueAdminClient, QueueClient } from 'oci-queue';

const emulator = useEmulator({ queue: { capabilities: [{ type: 'CONSUMER_GROUPS' }] } });
let admin: QueueAdminClient;
let client: QueueClient;

beforeAll(() => {
  const { configFile, profile, origin } = emulator;
  const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(configFile, profile);
  admin = new QueueAdminClient({ authenticationDetailsProvider });
  client = new QueueClient({ authenticationDetailsProvider });
  admin.endpoint = client.endpoint = origin;
});
afterAll(() => {
  admin.close();
  client.close();
});

test('invoices reach the accounts as well', async () => {
  const { queueId } = emulator;
  const { opcWorkRequestId } = await admin.createConsumerGroup({
    createConsumerGroupDetails: { queueId, displayName: 'accounts', filter: ':kind = "invoice"' },
  });
  const { workRequest } = await admin.getWorkRequest({ workRequestId: opcWorkRequestId });
  const consumerGroupId = workRequest.resources[0]?.identifier ?? '';

  const messages = ['invoice', 'greeting'].map((kind) => ({
    content: `one ${kind}`,
    metadata: { channelId: 'ready', customProperties: { kind } },
  }));
  await client.putMessages({ queueId, putMessagesDetails: { messages } });

  const read = async (group: object) =>
    (await client.getMessages({ queueId, timeoutInSeconds: 0, ...group })).getMessages.messages.map(
      ({ content }) => content,
    );
  expect(await read({ consumerGroupId })).toEqual(['one invoice']);
  expect(await read({})).toEqual(['one invoice', 'one greeting']);
});
