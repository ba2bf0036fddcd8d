import type { DurationMs } from '@snoozeq/core';

const UNITS = [
  { name: 'w', ms: 604_800_000 },
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'm', ms: 60_000 },
  { name: 's', ms: 1_000 },
  { name: 'ms', ms: 1 },
] as const;

/** `3d4h` in one pattern: every unit at most once, the largest first, whole numbers only. */
const PATTERN = new RegExp(`^${UNITS.map(({ name }) => `(?:(\\d{1,16})${name})?`).join('')}$`);

/**
 * Reads `'3d4h'`, `'90s'`, `'250ms'`, `'2w'`: units w, d, h, m, s, ms in this order, each at most once, no spaces, no sign, no
 * decimals. `undefined` for anything else, and for a length beyond the exact integers (285 000 years).
 */
export const parseDuration = (text: string): DurationMs | undefined => {
  const amounts = PATTERN.exec(text)?.slice(1);
  if (amounts === undefined || text === '') return undefined;
  const totalMs = UNITS.reduce((sumMs, unit, index) => sumMs + Number(amounts[index] ?? 0) * unit.ms, 0);
  return Number.isSafeInteger(totalMs) ? totalMs : undefined;
};

/**
 * For people: `3d 9h`, `1m 30s`, `0s`. Exact to the millisecond; without its spaces `parseDuration` reads it back. Days are the
 * largest unit, because the limits of the service are told in days. A negative length has a leading minus.
 */
export const formatDuration = (ms: DurationMs): string => {
  if (!Number.isFinite(ms)) return String(ms);
  const wholeMs = Math.round(Math.abs(ms));
  const parts: string[] = [];
  let restMs = wholeMs;
  for (const unit of UNITS.slice(1)) {
    const amount = Math.floor(restMs / unit.ms);
    if (amount > 0) parts.push(`${amount}${unit.name}`);
    restMs -= amount * unit.ms;
  }
  return wholeMs === 0 ? '0s' : `${ms < 0 ? '-' : ''}${parts.join(' ')}`;
};
