import type { EpochMs } from '@snoozeq/core';
import { formatDuration } from '@snoozeq/delay-policy';
import type { StartRecord } from './records.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Such as `Thu 09:00:00`, in UTC. */
export const weekTime = (atMs: EpochMs): string => {
  const date = new Date(atMs);
  return `${DAYS[date.getUTCDay()]} ${date.toISOString().slice(11, 19)}`;
};

/** Number of the day, for telling one queue day from the next. */
export const dayOf = (atMs: EpochMs): number => Math.floor(atMs / DAY_MS);

/** Such as `Thu 09:00:00 invoice-0231 · waited 3d 9h · 7 holds · 2 ms late · consumer-2`. */
export const storyOf = (start: StartRecord, dueAtMs: EpochMs, publishedAtMs: EpochMs): string => {
  const waitedMs = Math.max(0, Math.round((dueAtMs - publishedAtMs) / MINUTE_MS) * MINUTE_MS);
  const lateMs = Math.round(start.atMs - dueAtMs);
  const punctuality = lateMs < 0 ? `${formatDuration(-lateMs)} EARLY` : `${lateMs} ms late`;
  const holds = `${start.holds} hold${start.holds === 1 ? '' : 's'}`;
  return `${weekTime(start.atMs)} ${start.key} · waited ${formatDuration(waitedMs)} · ${holds} · ${punctuality} · ${start.consumer}`;
};

/** Columns of equal width, numbers to the right. */
export const table = (rows: readonly (readonly [string, string | number])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
};
