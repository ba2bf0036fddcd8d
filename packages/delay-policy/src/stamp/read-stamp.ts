import type { DurationMs, EpochMs, Message, Stamp, StampReading } from '@snoozeq/core';
import { parseInstant } from '../time/instant.js';
import { faultOf } from './stamp-faults.js';
import {
  ATTEMPTS,
  DEAD,
  DUE_AT,
  ID,
  KEY,
  PUBLISHED_AT,
  RELAYS,
  STAMP_PREFIX,
  type StampProperties,
} from './stamp-properties.js';

/** Due times up to this far ahead are believed: longer than any chain of relays that somebody means. */
export const DEFAULT_HORIZON_MS: DurationMs = 400 * 86_400_000;

/** Reads the custom properties only, never the content. */
export const readStamp = (message: Message, nowMs: EpochMs, horizonMs: DurationMs): StampReading => {
  const { properties } = message;
  if (!Object.keys(properties).some((name) => name.startsWith(STAMP_PREFIX))) return { kind: 'unstamped' };
  const stamp = stampFrom(properties, message.id);
  // A dead letter keeps the faults it died of. Judging them again would dead-letter the copy, and its copy, without end.
  if (stamp.dead !== undefined) return { kind: 'stamped', stamp };
  const reason = faultOf(properties, { nowMs, horizonMs });
  return reason === undefined ? { kind: 'stamped', stamp } : { kind: 'malformed', reason };
};

/** Takes what can be read. Faults are judged apart; an unreadable publish time only costs precision of the counters. */
const stampFrom = (properties: StampProperties, messageId: string): Stamp => {
  const id = properties[ID] || messageId;
  const dueAtMs = parseInstant(properties[DUE_AT] ?? '');
  const publishedAtMs = parseInstant(properties[PUBLISHED_AT] ?? '');
  const dead = properties[DEAD];
  return {
    id,
    key: properties[KEY] || id,
    attempts: wholeNumber(properties[ATTEMPTS]),
    relays: wholeNumber(properties[RELAYS]),
    ...(dueAtMs === undefined ? {} : { dueAtMs }),
    ...(publishedAtMs === undefined ? {} : { publishedAtMs }),
    ...(dead === undefined ? {} : { dead }),
  };
};

const wholeNumber = (text: string | undefined): number => {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
};
