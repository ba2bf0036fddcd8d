import type { EpochMs } from '@snoozeq/core';

/** 2000-01-01T00:00:00Z. An earlier due time is a mistake, most often epoch seconds taken for milliseconds. */
export const EARLIEST_DUE_MS: EpochMs = 946_684_800_000;
