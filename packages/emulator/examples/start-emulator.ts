import { startEmulator } from '@snoozeq/emulator';
import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { QueueClient } from 'oci-queue';

const emulator = await startEmulator({ queues: [{ displayName: 'orders', id: 'ocid1.queue.oc1..orders' }] });

const { configFile = '', profile } = emulator.credentials ?? {};
const client = new QueueClient({
  authenticationDetailsProvider: new ConfigFileAuthenticationDetailsProvider(configFile, profile),
});
client.endpoint = emulator.origin;

const queueId = 'ocid1.queue.oc1..orders';
await client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'order 4711' }] } });
const { getMessages } = await client.getMessages({ queueId, visibilityInSeconds: 30 });
console.log(getMessages.messages.map(({ content }) => content));

client.close();
await emulator.close();
