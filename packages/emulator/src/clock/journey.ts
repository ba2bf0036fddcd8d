import type { EpochMs } from '@snoozeq/core';
import { isQuiet, type SkipView } from './skip-decision.js';

/** A way that somebody sends time along: it stops at every event, until what the event has set off is over. */
export interface Journey {
  /** Where it ends; `undefined`: at the next event, which is looked for when all is calm. */
  readonly targetMs: EpochMs | undefined;
  /** When it began, or stopped last. */
  readonly stoppedAtRealMs: number;
  /** Ends it where it is. */
  readonly signal: AbortSignal | undefined;
  readonly end: () => void;
}

/** As for a jump; its participants are those that a journey waits for. */
export type JourneyView = Omit<SkipView, 'isEnabled'>;

export type Step =
  | { readonly kind: 'wait'; readonly untilRealMs: number }
  | { readonly kind: 'jump'; readonly toMs: EpochMs; readonly targetMs: EpochMs }
  | { readonly kind: 'end' };

/** How long a journey waits for others at each stop, in real milliseconds: a person waits for it. */
export const PATIENCE_MS = 1_000;

export const nextStep = (journey: Journey, view: JourneyView): Step => {
  const { nowMs, realMs, strangersUntilRealMs, nextEventMs } = view;
  if (journey.signal?.aborted) return { kind: 'end' };
  const patientUntilRealMs = journey.stoppedAtRealMs + PATIENCE_MS;
  if (realMs < patientUntilRealMs && !isCalm(view)) {
    const untilRealMs = realMs < strangersUntilRealMs ? strangersUntilRealMs : Infinity;
    return { kind: 'wait', untilRealMs: Math.min(untilRealMs, patientUntilRealMs) };
  }
  const targetMs = journey.targetMs ?? nextEventMs ?? nowMs;
  if (nowMs >= targetMs) return { kind: 'end' };
  return { kind: 'jump', toMs: Math.min(nextEventMs ?? Infinity, targetMs), targetMs };
};

/** Whether what the last stop has set off is over, as far as can be told. */
const isCalm = (view: JourneyView): boolean =>
  view.open.working === 0 &&
  view.realMs >= view.strangersUntilRealMs &&
  view.participants.every(
    (participant) => isQuiet(participant, view) && (participant.nextTimerMs ?? Infinity) > view.nowMs,
  );

/** The earliest instant ahead, in whole milliseconds: that is how a clock that is moved by hand is read. */
export const earliestAhead = (
  nowMs: EpochMs,
  instants: readonly (EpochMs | null | undefined)[],
): EpochMs | undefined => {
  const ahead = instants.filter((atMs): atMs is EpochMs => typeof atMs === 'number' && atMs > nowMs);
  return ahead.length === 0 ? undefined : Math.ceil(Math.min(...ahead));
};
