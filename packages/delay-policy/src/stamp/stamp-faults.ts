import type { DurationMs, EpochMs } from '@snoozeq/core';
import { EARLIEST_DUE_MS } from './believable-due.js';
import { formatDuration } from '../time/duration.js';
import { parseInstant } from '../time/instant.js';
import { shownValue } from '../time/shown-value.js';
import {
  ATTEMPTS,
  DUE_AT,
  EXPIRES_AT,
  ID,
  RELAYS,
  REVISION,
  STAMP_VERSION,
  TYPE,
  VERSION,
  type StampProperties,
} from './stamp-properties.js';
import { isTypeName, TYPE_RULE } from './type-name.js';

const WHOLE_NUMBER = /^\d{1,15}$/;

/** What bounds a believable due time. */
export interface DueBounds {
  readonly nowMs: EpochMs;
  readonly horizonMs: DurationMs;
}

/** The first reason why these properties cannot be trusted as a stamp; `undefined` when there is none. */
export const faultOf = (properties: StampProperties, bounds: DueBounds): string | undefined =>
  versionFault(properties) ??
  idFault(properties) ??
  dueFault(properties, bounds) ??
  expiryFault(properties) ??
  typeFault(properties) ??
  countFault(properties);

const versionFault = (properties: StampProperties): string | undefined => {
  const version = properties[VERSION];
  // A stamp that names no version is read as v1: its due time still counts, so nothing can be early.
  if (version === undefined || version === STAMP_VERSION) return undefined;
  return fault(VERSION, version, `is not supported, only "${STAMP_VERSION}" is`);
};

const idFault = (properties: StampProperties): string | undefined =>
  (properties[ID] ?? '') === '' ? `${ID} is missing: a stamped message needs its identity` : undefined;

const dueFault = (properties: StampProperties, { nowMs, horizonMs }: DueBounds): string | undefined => {
  const due = properties[DUE_AT];
  if (due === undefined) return undefined;
  const dueAtMs = parseInstant(due);
  const problem = instantProblem(dueAtMs);
  if (problem !== undefined) return fault(DUE_AT, due, problem);
  if ((dueAtMs ?? Number.NaN) > nowMs + horizonMs) {
    return fault(DUE_AT, due, `is further ahead than the horizon of ${formatDuration(horizonMs)}`);
  }
  return undefined;
};

/** No horizon: an expiry that is far away holds nothing. */
const expiryFault = (properties: StampProperties): string | undefined => {
  const expiry = properties[EXPIRES_AT];
  const problem = expiry === undefined ? undefined : instantProblem(parseInstant(expiry));
  return expiry === undefined || problem === undefined ? undefined : fault(EXPIRES_AT, expiry, problem);
};

const instantProblem = (instantMs: EpochMs | undefined): string | undefined => {
  if (instantMs === undefined) return 'is not an RFC 3339 instant with an offset';
  return instantMs < EARLIEST_DUE_MS ? 'is before 2000-01-01' : undefined;
};

/** Whoever routes by type must not guess: another handler would take it. */
const typeFault = ({ [TYPE]: type }: StampProperties): string | undefined =>
  type === undefined || isTypeName(type) ? undefined : fault(TYPE, type, TYPE_RULE);

const countFault = (properties: StampProperties): string | undefined => {
  for (const name of [ATTEMPTS, RELAYS, REVISION]) {
    const value = properties[name];
    if (value !== undefined && !WHOLE_NUMBER.test(value)) {
      return fault(name, value, 'is not a whole number of 0 or more');
    }
  }
  return undefined;
};

const fault = (name: string, value: string, problem: string): string =>
  `${name} ${shownValue(value)} ${problem}`;
