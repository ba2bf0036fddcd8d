import {
  CircuitBreaker,
  ConfigFileAuthenticationDetailsProvider,
  NoRetryConfigurationDetails,
} from 'oci-common';
import { QueueAdminClient, QueueClient } from 'oci-queue';

// The SDK prints a warning for every call that fails, as many do here.
console.warn = () => {};

/** Oracle's own clients, which neither repeat a call nor stop calling. */
export const ociClients = ({ origin, configFile, profile }) => {
  const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(configFile, profile);
  const settings = {
    circuitBreaker: new CircuitBreaker({ disableClientCircuitBreaker: true }),
    retryConfiguration: NoRetryConfigurationDetails,
  };
  const client = new QueueClient({ authenticationDetailsProvider }, settings);
  const admin = new QueueAdminClient({ authenticationDetailsProvider }, settings);
  client.endpoint = origin;
  admin.endpoint = origin;
  return { client, admin };
};

/** Two queues: one that keeps messages for their deletion, one whose second lapse makes a dead letter. */
export const createQueues = async (admin) => {
  const ids = [];
  for (const deadLetterQueueDeliveryCount of [0, 2]) {
    const createQueueDetails = {
      displayName: `kills-${ids.length}`,
      compartmentId: 'ocid1.compartment.oc1..kills',
      retentionInSeconds: 604_800,
      deadLetterQueueDeliveryCount,
    };
    const { opcWorkRequestId } = await admin.createQueue({ createQueueDetails });
    const { workRequest } = await admin.getWorkRequest({ workRequestId: opcWorkRequestId });
    ids.push(workRequest.resources[0].identifier);
  }
  return ids;
};
