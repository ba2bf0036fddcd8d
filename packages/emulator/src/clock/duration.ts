import type { DurationMs } from '@snoozeq/core';

const NUMBER = '(\\d{1,15}(?:[.,]\\d{1,15})?)';

/** ISO 8601, without months and years: those are not always equally long. */
export const ISO_DURATION = new RegExp(
  `^P(?=.)(?:${NUMBER}W)?(?:${NUMBER}D)?(?:T(?=.)(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?$`,
);

/** Weeks, days, hours, minutes, seconds. */
const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Reads an `ISO_DURATION`, to the millisecond. */
export const durationMs = (text: string): DurationMs => {
  const parts: readonly (string | undefined)[] = ISO_DURATION.exec(text)?.slice(1) ?? [];
  const amountsMs = parts.map((part, index) => Number(part?.replace(',', '.') ?? 0) * (UNITS_MS[index] ?? 0));
  return Math.round(amountsMs.reduce((sumMs, amountMs) => sumMs + amountMs, 0));
};
