import type { Stamp } from '@snoozeq/core';
import { formatInstant } from '../time/instant.js';
import {
  ATTEMPTS,
  DEAD,
  DUE_AT,
  ID,
  KEY,
  PUBLISHED_AT,
  RELAYS,
  STAMP_VERSION,
  VERSION,
  type StampProperties,
} from './stamp-properties.js';

/** Custom properties for a stamp. Zero counts are left out. Throws a `RangeError` for instants outside the years 0000 to 9999. */
export const writeStamp = (stamp: Stamp): StampProperties => ({
  [VERSION]: STAMP_VERSION,
  [ID]: stamp.id,
  [KEY]: stamp.key,
  // Rounded up: a fraction of a millisecond that is cut off would be early.
  ...(stamp.dueAtMs === undefined ? {} : { [DUE_AT]: formatInstant(Math.ceil(stamp.dueAtMs)) }),
  ...(stamp.publishedAtMs === undefined ? {} : { [PUBLISHED_AT]: formatInstant(stamp.publishedAtMs) }),
  ...(stamp.attempts > 0 ? { [ATTEMPTS]: String(stamp.attempts) } : {}),
  ...(stamp.relays > 0 ? { [RELAYS]: String(stamp.relays) } : {}),
  ...(stamp.dead === undefined ? {} : { [DEAD]: stamp.dead }),
});
