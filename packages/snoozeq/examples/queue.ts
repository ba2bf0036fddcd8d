import type { QueueOptions } from 'snoozeq';

const { QUEUE_OCID = '', OCI_CONFIG, ADMIN_ENDPOINT } = process.env;

/** The queue of the examples, from the environment, so that a test can point them at the emulator. */
export const queue: QueueOptions = {
  queue: QUEUE_OCID,
  ...(OCI_CONFIG !== undefined && { configFile: OCI_CONFIG }),
  ...(ADMIN_ENDPOINT !== undefined && { adminEndpoint: ADMIN_ENDPOINT }),
};
