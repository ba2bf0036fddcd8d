import { sleep, systemClock, type QueueSettings } from '@snoozeq/core';
import * as common from 'oci-common';
import { models, QueueAdminClient } from 'oci-queue';
import type { EmulatorProcess } from './emulator-process.js';

const COMPARTMENT = 'ocid1.compartment.oc1..quickstart';
const POLL_MS = 50;

/** The queue of the run, as its settings are asked for and as the planner needs them. */
export const QUEUE: QueueSettings = {
  retentionMs: 7 * 24 * 3_600_000,
  maxDeliveries: 20,
  maxHideMs: 12 * 3_600_000,
  maxMessageBytes: 256 * 1_024,
};

/** Creates a queue through Oracle's own admin client, waits until it is active, and returns its OCID. */
export const createQueue = async (emulator: EmulatorProcess, displayName: string): Promise<string> => {
  const provider = new common.ConfigFileAuthenticationDetailsProvider(emulator.configFile, emulator.profile);
  // The SDK would try for minutes; an emulator of our own answers at once or not at all.
  const client = new QueueAdminClient(
    { authenticationDetailsProvider: provider },
    { retryConfiguration: common.NoRetryConfigurationDetails },
  );
  client.endpoint = emulator.origin;
  try {
    await client.createQueue({
      createQueueDetails: {
        displayName,
        compartmentId: COMPARTMENT,
        retentionInSeconds: QUEUE.retentionMs / 1_000,
        deadLetterQueueDeliveryCount: QUEUE.maxDeliveries,
      },
    });
    return await activeQueue(client, displayName);
  } finally {
    client.close();
  }
};

const activeQueue = async (client: QueueAdminClient, displayName: string): Promise<string> => {
  for (;;) {
    const { queueCollection } = await client.listQueues({ compartmentId: COMPARTMENT, displayName });
    const [queue] = queueCollection.items;
    if (queue?.lifecycleState === models.Queue.LifecycleState.Active) return queue.id;
    await sleep(systemClock, POLL_MS);
  }
};
