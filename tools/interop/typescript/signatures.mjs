import { generateKeyPairSync } from 'node:crypto';
import { SimpleAuthenticationDetailsProvider } from 'oci-common';
import { QueueClient } from 'oci-queue';
import { refused } from './report.mjs';

/** A client with the names of `provider` and a key of its own must be turned away. */
export const signatures = async (provider, endpoint, queueId) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const client = new QueueClient({
    authenticationDetailsProvider: new SimpleAuthenticationDetailsProvider(
      provider.getTenantId(),
      provider.getUser(),
      provider.getFingerprint(),
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      null,
    ),
  });
  client.endpoint = endpoint;
  const putMessagesDetails = { messages: [{ content: 'from a stranger' }] };
  await refused('Signatures', 401, 'NotAuthenticated', 'another key', () =>
    client.putMessages({ queueId, putMessagesDetails }),
  );
  client.close();
};
