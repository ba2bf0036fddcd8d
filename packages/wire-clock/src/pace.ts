import type { DurationMs, EpochMs } from '@snoozeq/core';

/** Where time was at one real instant, and how fast it goes from there. */
export interface Pace {
  readonly baseMs: EpochMs;
  /** On the host's monotonic clock; before it, time stands at `baseMs`. */
  readonly baseRealMs: number;
  /** Milliseconds for each real one; 0: time stands still. */
  readonly rate: number;
}

/** About what tells two instants apart: they are large numbers with few digits left for parts of a millisecond. */
const SMALLEST_STEP_MS = 2 ** -12;

export const timeAt = ({ baseMs, baseRealMs, rate }: Pace, realMs: number): EpochMs =>
  baseMs + Math.max(0, realMs - baseRealMs) * rate;

/**
 * The real instant at which time has come to `atMs`, never one at which it has not yet. -Infinity: it has been there from the
 * start; Infinity: it stands still before it.
 */
export const realInstantOf = (pace: Pace, atMs: EpochMs): number => {
  const { baseMs, baseRealMs, rate } = pace;
  if (atMs <= baseMs) return -Infinity;
  if (rate === 0) return Infinity;
  let realMs = baseRealMs + (atMs - baseMs) / rate;
  for (let stepMs = SMALLEST_STEP_MS; timeAt(pace, realMs) < atMs; stepMs *= 2) realMs += stepMs;
  return realMs;
};

/** Exact, as long as the rate stays: nothing is rounded that both sides would have to round alike. */
export const jumped = (pace: Pace, jumpMs: DurationMs): Pace => ({ ...pace, baseMs: pace.baseMs + jumpMs });
