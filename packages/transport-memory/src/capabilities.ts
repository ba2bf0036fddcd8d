import type { Capabilities } from '@snoozeq/core';

const KIB = 1_024;

/** What OCI Queue can do, so that what runs in memory runs there. */
export const OCI_CAPABILITIES: Capabilities = {
  /** OCI limit, documented: visibility 0 to 43 200 s. */
  maxHideMs: 43_200_000,
  /** The wire counts whole seconds. */
  hideStepMs: 1_000,
  /** OCI limit, documented: 20 messages in one request. */
  maxBatch: 20,
  /** OCI limit, documented: 512 KB in one put. */
  maxBatchBytes: 512 * KIB,
  /** OCI limit; 128 KB on older pages, 256 KB in recent ones. */
  maxMessageBytes: 256 * KIB,
  /** OCI limit, documented: long polling 0 to 30 s. */
  maxWaitMs: 30_000,
};
