import type { DurationMs } from '@snoozeq/core';
import { drawOf, pickOf, wholeOf } from './draw.js';
import type { Behaviour, MessageSpec, Way } from './scenario.js';

const MINUTE_MS: DurationMs = 60_000;
const HOUR_MS: DurationMs = 60 * MINUTE_MS;

/** What messages are drawn from. */
export interface MessageMix {
  readonly seed: number;
  readonly durationMs: DurationMs;
  /** How long the queue keeps a message. */
  readonly retentionMs: DurationMs;
  /** Longest time that a handler works. */
  readonly longestWorkMs: DurationMs;
  /** Whether messages go wrong: poison, failures, deferrals. */
  readonly isRough: boolean;
  /** Longest extra length of a body. */
  readonly maxPadding: number;
}

/** One message out of the mix. Depends on its index and the seed only. */
export const drawMessage = (mix: MessageMix, index: number): MessageSpec => {
  const draw = (label: number): number => drawOf(mix.seed, 100 + label, index);
  const way = mix.isRough
    ? (pickOf({ poison: 0.01, unstamped: 0.02, forced: 0.05 }, draw(0))?.name ?? 'planned')
    : 'planned';
  // Half of them in one batch at the start, the others over the first half of the time.
  const publishAfterMs =
    draw(1) < 0.5 ? 0 : Math.floor(draw(2) * (mix.durationMs / 2 / MINUTE_MS)) * MINUTE_MS;
  const delayMs = delayOf(mix, way, publishAfterMs, draw(3), draw(4));
  return {
    name: `m${index}`,
    publishAfterMs,
    ...(delayMs !== undefined && { dueAfterMs: publishAfterMs + delayMs }),
    way,
    behaviour: mix.isRough ? behaviourOf(mix, draw(5), draw(6)) : { kind: 'complete', takesMs: 0 },
    padding: draw(7) < 0.1 ? Math.floor(draw(8) * mix.maxPadding) : 0,
  };
};

/** None, seconds, hours or days; a third of the long ones on the full minute, as people like it. */
const delayOf = (
  { durationMs, retentionMs }: MessageMix,
  way: Way,
  publishAfterMs: DurationMs,
  kind: number,
  draw: number,
): DurationMs | undefined => {
  if (way === 'unstamped' || kind < 0.08) return undefined;
  const restMs = durationMs - publishAfterMs;
  const longestMs = way === 'forced' ? restMs : Math.min(restMs, retentionMs - MINUTE_MS);
  if (kind < 0.2) return Math.floor(draw * 5_000);
  if (kind < 0.5) return Math.floor(draw * Math.min(longestMs, 24 * HOUR_MS));
  const delayMs = Math.floor(draw * longestMs);
  return kind < 0.65 ? Math.floor(delayMs / MINUTE_MS) * MINUTE_MS : delayMs;
};

const behaviourOf = ({ longestWorkMs }: MessageMix, draw: number, more: number): Behaviour => {
  const picked = pickOf({ slow: 0.1, fail: 0.08, defer: 0.03, release: 0.02, 'dead-letter': 0.01 }, draw);
  switch (picked?.name) {
    case 'slow':
      return { kind: 'complete', takesMs: Math.floor(more ** 3 * longestWorkMs) };
    case 'fail':
      return {
        kind: 'fail',
        times: wholeOf(more, 1, 6),
        takesMs: Math.floor(picked.rest * 2_000),
        ...(picked.rest < 0.3 && { afterMs: Math.floor(more * 2 * HOUR_MS) }),
      };
    case 'defer':
      return { kind: 'defer', forMs: Math.floor(more ** 2 * 14 * HOUR_MS) };
    case 'release':
      return { kind: 'release' };
    case 'dead-letter':
      return { kind: 'dead-letter' };
    case undefined:
    default:
      return { kind: 'complete', takesMs: draw < 0.5 ? 0 : Math.floor(more * 200) };
  }
};
