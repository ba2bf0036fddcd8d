import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { QueueAdminClient, QueueClient } from 'oci-queue';

const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(
  '.snoozeq/config',
  'DEFAULT',
);
const admin = new QueueAdminClient({ authenticationDetailsProvider });
admin.endpoint = process.env.QUEUE_ENDPOINT;

const compartmentId = authenticationDetailsProvider.getTenantId();
const { opcWorkRequestId: workRequestId } = await admin.createQueue({
  createQueueDetails: { displayName: 'hello', compartmentId },
});
const { workRequest } = await admin.createWaiters().forWorkRequest({ workRequestId });
const queueId = workRequest.resources[0].identifier;
const { queue } = await admin.getQueue({ queueId });

const client = new QueueClient({ authenticationDetailsProvider });
client.endpoint = queue.messagesEndpoint;
await client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'hello' }] } });
const { getMessages } = await client.getMessages({ queueId });
for (const { content, receipt } of getMessages.messages) {
  console.log(content);
  await client.deleteMessage({ queueId, messageReceipt: receipt });
}
client.close(); // The timers of the circuit breaker would keep the process alive.
admin.close();
