import type { EpochMs } from '@snoozeq/core';

const RFC_3339 = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Reads an instant as RFC 3339 has it, always with a zone; `undefined` when it is none. */
export const readInstant = (text: string): EpochMs | undefined => {
  const day = RFC_3339.exec(text)?.[1];
  const atMs = Date.parse(text);
  return day !== undefined && isDay(day) && !Number.isNaN(atMs) ? atMs : undefined;
};

/** A day that is not in its month would be read as one of the next month. */
const isDay = (day: string): boolean => {
  const atMs = Date.parse(day);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
};
