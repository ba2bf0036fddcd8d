import type { EpochMs, Stamp } from '@snoozeq/core';
import { formatInstant } from '../time/instant.js';
import { shownValue } from '../time/shown-value.js';
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
  TYPE,
  VERSION,
  type StampProperties,
} from './stamp-properties.js';
import { isTrace } from './trace.js';
import { isTypeName, TYPE_RULE } from './type-name.js';

/**
 * Custom properties for a stamp. Zero counts are left out, and a trace that is none. Throws a `RangeError` for instants outside the years
 * 0000 to 9999, and for a type or a count that no reader would believe.
 */
export const writeStamp = (stamp: Stamp): StampProperties => ({
  [VERSION]: STAMP_VERSION,
  [ID]: stamp.id,
  [KEY]: stamp.key,
  ...type(stamp.type),
  // Rounded up: a fraction of a millisecond that is cut off would be early.
  ...instant(DUE_AT, stamp.dueAtMs, Math.ceil),
  ...instant(EXPIRES_AT, stamp.expiresAtMs, Math.floor),
  ...instant(PUBLISHED_AT, stamp.publishedAtMs, Math.floor),
  ...count(ATTEMPTS, stamp.attempts),
  ...count(RELAYS, stamp.relays),
  ...count(REVISION, stamp.rev),
  ...(stamp.traceparent !== undefined && isTrace(stamp.traceparent)
    ? { [TRACEPARENT]: stamp.traceparent }
    : {}),
  ...(stamp.dead === undefined ? {} : { [DEAD]: stamp.dead }),
});

const instant = (name: string, ms: EpochMs | undefined, whole: (ms: number) => number): StampProperties =>
  ms === undefined ? {} : { [name]: formatInstant(whole(ms)) };

const type = (name: string | undefined): StampProperties => {
  if (name === undefined) return {};
  if (!isTypeName(name)) throw new RangeError(`type ${shownValue(name)} ${TYPE_RULE}; give it such a name`);
  return { [TYPE]: name };
};

/** As many digits as readers take. */
const MOST = 10 ** 15 - 1;

const count = (name: string, value = 0): StampProperties => {
  if (!Number.isInteger(value) || value < 0 || value > MOST)
    throw new RangeError(`${name} ${value}: give a whole number of 0 to ${MOST}`);
  return value > 0 ? { [name]: String(value) } : {};
};
