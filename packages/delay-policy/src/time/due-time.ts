import type { DueTimeReader, EpochMs, SendOptions } from '@snoozeq/core';
import { formatDuration, parseDuration } from './duration.js';
import { formatInstant, parseInstant } from './instant.js';
import { shownValue } from './shown-value.js';

/**
 * Turns `in` or `dueAt` into an instant, whole milliseconds and never earlier than asked, `nowMs` without either; and `expiresIn` or
 * `expiresAt`, never later than asked. Throws a `RangeError` that says what to write instead; the producer reports it with code
 * `malformed`.
 */
export const readDueTime: DueTimeReader = (options, nowMs) => {
  const dueAtMs = Math.ceil(instantOf(options, ['in', 'dueAt'], nowMs) ?? nowMs);
  const expiryMs = instantOf(options, ['expiresIn', 'expiresAt'], nowMs);
  if (expiryMs === undefined) return { dueAtMs };
  const expiresAtMs = Math.floor(expiryMs);
  if (expiresAtMs < dueAtMs) throw new RangeError(expiredBefore(expiresAtMs, dueAtMs));
  return { dueAtMs, expiresAtMs };
};

type Names = readonly [delay: 'in' | 'expiresIn', at: 'dueAt' | 'expiresAt'];

const instantOf = (options: SendOptions, names: Names, nowMs: EpochMs): EpochMs | undefined => {
  const [delayName, atName] = names;
  const { [delayName]: delay, [atName]: at } = options;
  if (delay !== undefined && at !== undefined) {
    throw new RangeError(
      `\`${delayName}\` and \`${atName}\` are both given: they say the same thing twice; give one of them`,
    );
  }
  if (delay !== undefined) return nowMs + delayOf(delayName, delay);
  return at === undefined ? undefined : epochOf(atName, at);
};

const delayOf = (name: string, delay: NonNullable<SendOptions['in']>): number => {
  const delayMs = typeof delay === 'string' ? parseDuration(delay) : delay;
  if (delayMs !== undefined && Number.isFinite(delayMs) && delayMs >= 0) return delayMs;
  throw new RangeError(
    `\`${name}\` ${shown(delay)}: not a delay; write units from large to small without spaces, such as "3d4h", "90s" or "250ms", ` +
      'or give 0 or more milliseconds as a number',
  );
};

const epochOf = (name: string, at: NonNullable<SendOptions['dueAt']>): EpochMs => {
  const atMs = typeof at === 'string' ? parseInstant(at) : at.valueOf();
  if (atMs !== undefined && Number.isFinite(atMs)) return atMs;
  throw new RangeError(
    `\`${name}\` ${shown(at)}: not an instant; write RFC 3339 with an offset, such as "2026-11-25T04:22:00Z", ` +
      'or give a valid Date or epoch milliseconds',
  );
};

const expiredBefore = (expiresAtMs: EpochMs, dueAtMs: EpochMs): string =>
  `it expires at ${formatInstant(expiresAtMs)}, ${formatDuration(dueAtMs - expiresAtMs)} before it is due: nobody would handle it; ` +
  'give an expiry at or after the due time';

const shown = (value: string | number | Date): string =>
  typeof value === 'string' ? shownValue(value) : String(value.valueOf());
