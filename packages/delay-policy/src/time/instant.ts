import type { EpochMs } from '@snoozeq/core';

const RFC_3339 =
  /^((\d{4})-(\d\d)-(\d\d))T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,3}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;

/** The instants that four digits of a year can tell: 0000-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z. */
const EARLIEST_MS = -62_167_219_200_000;
export const LATEST_INSTANT_MS: EpochMs = 253_402_300_799_999;

/**
 * Reads an RFC 3339 instant strictly: the offset is required, the date must exist, a leap second (`:60`) is refused because it
 * has no epoch instant, and a fraction has at most three digits. `t` and `z` may be lower case, as the RFC allows.
 */
export const parseInstant = (text: string): EpochMs | undefined => {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [, date, year, month, day, time, fraction = '', sign, offsetHours, offsetMinutes] = match;
  // 30 February would be read as 2 March.
  if (!isInMonth(Number(day), Number(month), Number(year))) return undefined;
  const localMs = Date.parse(`${date}T${time}.${fraction.padEnd(3, '0')}Z`);
  const offsetMs = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000;
  const instantMs = sign === '-' ? localMs + offsetMs : localMs - offsetMs;
  return isWritable(instantMs) ? instantMs : undefined;
};

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** By arithmetic: every delivery has its stamp read, and to have a date written back takes longer than all the rest. */
const isInMonth = (day: number, month: number, year: number): boolean => {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeapYear ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
};

/** UTC with milliseconds: `2026-11-25T04:22:00.000Z`. Throws a `RangeError` outside the years 0000 to 9999. */
export const formatInstant = (ms: EpochMs): string => {
  if (!isWritable(ms)) {
    throw new RangeError(
      `instant ${ms}: RFC 3339 writes the years 0000 to 9999; give epoch milliseconds in that range`,
    );
  }
  return new Date(ms).toISOString();
};

const isWritable = (ms: number): boolean => ms >= EARLIEST_MS && ms <= LATEST_INSTANT_MS;
