import type { EpochMs } from '@snoozeq/core';
import { formatInstant, LATEST_INSTANT_MS, parseInstant } from '../time/instant.js';

const NAME = /^due-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)$/;

/** `due-20261125T0400`: UTC, to the minute. `opensAtMs` is a whole minute of the years 0000 to 9999. */
export const laneName = (opensAtMs: EpochMs): string =>
  `due-${formatInstant(opensAtMs).replaceAll(/[-:]/g, '').slice(0, 'YYYYMMDDTHHMM'.length)}`;

/** The instant that a lane is named after; `undefined` for a name of any other form, and for a date that does not exist. */
export const openingOf = (lane: string): EpochMs | undefined => {
  const [, year, month, day, hour, minute] = NAME.exec(lane) ?? [];
  return year === undefined ? undefined : parseInstant(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
};

export const isNameable = (opensAtMs: EpochMs): boolean => opensAtMs <= LATEST_INSTANT_MS;
