import type { DurationMs, Stamp, StampReading } from '@snoozeq/core';
import { parseInstant } from '../time/instant.js';
import { faultOf, type DueBounds } from './stamp-faults.js';
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
  TRACEPARENT,
  TYPE,
  type StampProperties,
} from './stamp-properties.js';
import { isTrace } from './trace.js';
import { isTypeName } from './type-name.js';

/** Due times up to this far ahead are believed: longer than any chain of relays that somebody means. */
export const DEFAULT_HORIZON_MS: DurationMs = 400 * 86_400_000;

/** Reads the properties of a stamp, wherever they travelled. `messageId`: identity of a dead letter that has lost its own. */
export const readStamp = (
  properties: StampProperties,
  messageId: string,
  bounds: DueBounds,
): Exclude<StampReading, { kind: 'unstamped' }> => {
  const stamp = stampFrom(properties, messageId);
  // A dead letter keeps the faults it died of. Judging them again would dead-letter the copy, and its copy, without end.
  if (stamp.dead !== undefined) return { kind: 'stamped', stamp };
  const reason = faultOf(properties, bounds);
  return reason === undefined ? { kind: 'stamped', stamp } : { kind: 'malformed', reason };
};

/** Takes what can be read. Faults are judged apart; an unreadable publish time only costs precision of the counters. */
const stampFrom = (properties: StampProperties, messageId: string): Stamp => {
  const id = properties[ID] || messageId;
  const dueAtMs = parseInstant(properties[DUE_AT] ?? '');
  const expiresAtMs = parseInstant(properties[EXPIRES_AT] ?? '');
  const publishedAtMs = parseInstant(properties[PUBLISHED_AT] ?? '');
  const rev = wholeNumber(properties[REVISION]);
  const { [DEAD]: dead, [TRACEPARENT]: traceparent, [TYPE]: type } = properties;
  return {
    id,
    key: properties[KEY] || id,
    ...(type !== undefined && isTypeName(type) ? { type } : {}),
    attempts: wholeNumber(properties[ATTEMPTS]),
    relays: wholeNumber(properties[RELAYS]),
    ...(dueAtMs === undefined ? {} : { dueAtMs }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
    ...(publishedAtMs === undefined ? {} : { publishedAtMs }),
    ...(rev > 0 ? { rev } : {}),
    ...(traceparent !== undefined && isTrace(traceparent) ? { traceparent } : {}),
    ...(dead === undefined ? {} : { dead }),
  };
};

const wholeNumber = (text: string | undefined): number => {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
};
