import { NoRetryConfigurationDetails, type AuthenticationDetailsProvider } from 'oci-common';
import { QueueAdminClient, type models } from 'oci-queue';

/** Creates a queue with Oracle's own admin client, and tells its id. */
export const createQueue = async (
  endpoint: string,
  authenticationDetailsProvider: AuthenticationDetailsProvider,
  details: Partial<models.CreateQueueDetails> = {},
): Promise<string> => {
  const retries = { retryConfiguration: NoRetryConfigurationDetails };
  const admin = new QueueAdminClient({ authenticationDetailsProvider }, retries);
  admin.endpoint = endpoint;
  const { opcWorkRequestId } = await admin.createQueue({
    createQueueDetails: { displayName: 'test', compartmentId: 'ocid1.compartment.oc1..test', ...details },
  });
  const { workRequest } = await admin.getWorkRequest({ workRequestId: opcWorkRequestId });
  admin.close();
  return workRequest.resources[0]?.identifier ?? '';
};
