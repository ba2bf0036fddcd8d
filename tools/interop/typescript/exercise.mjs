// The SDK for TypeScript as it comes: default retries, circuit breaker on, nothing injected. Its clients are exercised in
// depth by the tests of the emulator; here it stands beside the other SDKs, as a row of the same table.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { QueueAdminClient, QueueClient } from 'oci-queue';
import { admin } from './admin.mjs';
import { groups } from './groups.mjs';
import { messages } from './messages.mjs';
import { signatures } from './signatures.mjs';

const text = { type: 'string' };
const options = { endpoint: text, 'config-file': text, profile: text, folder: text };
const { endpoint, 'config-file': configFile, profile } = parseArgs({ options }).values;
console.warn = () => undefined; // The SDK warns about each refusal that it passes on.

const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(configFile, profile);
const clients = {
  data: new QueueClient({ authenticationDetailsProvider }),
  admin: new QueueAdminClient({ authenticationDetailsProvider }),
};
for (const client of Object.values(clients)) client.endpoint = endpoint;

const queueId = await admin(clients, authenticationDetailsProvider.getTenantId());
assert.ok(queueId, 'There is no queue to put messages into.');
await messages(clients.data, queueId);
await groups(clients.admin, queueId);
await signatures(authenticationDetailsProvider, endpoint, queueId);
for (const client of Object.values(clients)) client.close();
