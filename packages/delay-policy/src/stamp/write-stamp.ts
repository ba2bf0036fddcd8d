import type { EpochMs, Stamp } from '@snoozeq/core';
import { formatInstant } from '../time/instant.js';
import {
  ATTEMPTS,
  DEAD,
  DUE_AT,
  EXPIRES_AT,
  ID,
  KEY,
  PUBLISHED_AT,
  RELAYS,
  REVISION,
  STAMP_VERSION,
  TRACEPARENT,
  VERSION,
  type StampProperties,
} from './stamp-properties.js';

/** Custom properties for a stamp. Zero counts are left out. Throws a `RangeError` for instants outside the years 0000 to 9999. */
export const writeStamp = (stamp: Stamp): StampProperties => ({
  [VERSION]: STAMP_VERSION,
  [ID]: stamp.id,
  [KEY]: stamp.key,
  // Rounded up: a fraction of a millisecond that is cut off would be early.
  ...instant(DUE_AT, stamp.dueAtMs, Math.ceil),
  ...instant(EXPIRES_AT, stamp.expiresAtMs, Math.floor),
  ...instant(PUBLISHED_AT, stamp.publishedAtMs, Math.floor),
  ...count(ATTEMPTS, stamp.attempts),
  ...count(RELAYS, stamp.relays),
  ...count(REVISION, stamp.rev),
  ...(stamp.traceparent === undefined ? {} : { [TRACEPARENT]: stamp.traceparent }),
  ...(stamp.dead === undefined ? {} : { [DEAD]: stamp.dead }),
});

const instant = (name: string, ms: EpochMs | undefined, whole: (ms: number) => number): StampProperties =>
  ms === undefined ? {} : { [name]: formatInstant(whole(ms)) };

const count = (name: string, value = 0): StampProperties => (value > 0 ? { [name]: String(value) } : {});
