import type { Capabilities } from '@snoozeq/core';

/** OCI limit, documented: visibility 0 to 43 200 s. */
export const MAX_HIDE_MS = 12 * 3_600_000;
/** OCI limit, documented as 256 KB; older pages say 128 KB. */
export const MAX_MESSAGE_BYTES = 256 * 1_024;

const CAPABILITIES = {
  maxHideMs: MAX_HIDE_MS,
  hideStepMs: 1_000,
  /** OCI limit, documented: 20 entries of a put, get, update or delete. */
  maxBatch: 20,
  /** OCI limit, documented: 512 KB of one put. */
  maxBatchBytes: 512 * 1_024,
  /** OCI limit, documented: polling timeout 0 to 30 s. */
  maxWaitMs: 30_000,
} as const;

export const capabilitiesOf = (maxMessageBytes = MAX_MESSAGE_BYTES): Capabilities => ({
  ...CAPABILITIES,
  maxMessageBytes,
});
