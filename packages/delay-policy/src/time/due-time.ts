import type { DueTimeReader, EpochMs, SendOptions } from '@snoozeq/core';
import { parseDuration } from './duration.js';
import { parseInstant } from './instant.js';
import { shownValue } from './shown-value.js';

/**
 * Turns `in` or `dueAt` into an instant, whole milliseconds and never earlier than asked; `nowMs` without either. Throws a `RangeError`
 * that says what to write instead; the producer reports it with code `malformed`.
 */
export const readDueTime: DueTimeReader = (options, nowMs) => {
  if (options.in !== undefined && options.dueAt !== undefined) {
    throw new RangeError('`in` and `dueAt` are both given: a message has one due time; give one of them');
  }
  if (options.in !== undefined) return Math.ceil(nowMs + delayOf(options.in));
  return options.dueAt === undefined ? nowMs : Math.ceil(instantOf(options.dueAt));
};

const delayOf = (delay: NonNullable<SendOptions['in']>): number => {
  const delayMs = typeof delay === 'string' ? parseDuration(delay) : delay;
  if (delayMs !== undefined && Number.isFinite(delayMs) && delayMs >= 0) return delayMs;
  throw new RangeError(
    `\`in\` ${shown(delay)}: not a delay; write units from large to small without spaces, such as "3d4h", "90s" or "250ms", ` +
      'or give 0 or more milliseconds as a number',
  );
};

const instantOf = (dueAt: NonNullable<SendOptions['dueAt']>): EpochMs => {
  const dueAtMs = typeof dueAt === 'string' ? parseInstant(dueAt) : dueAt.valueOf();
  if (dueAtMs !== undefined && Number.isFinite(dueAtMs)) return dueAtMs;
  throw new RangeError(
    `\`dueAt\` ${shown(dueAt)}: not an instant; write RFC 3339 with an offset, such as "2026-11-25T04:22:00Z", ` +
      'or give a valid Date or epoch milliseconds',
  );
};

const shown = (value: string | number | Date): string =>
  typeof value === 'string' ? shownValue(value) : String(value.valueOf());
