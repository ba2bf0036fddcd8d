import type { DurationMs } from '@snoozeq/core';
import type { Question } from '../question.js';
import { withinDeliveriesAtAll } from '../refusals/deliveries.js';
import { withinInFlight } from '../refusals/in-flight.js';
import { withinHorizon } from '../refusals/horizon.js';
import { hidesAtAll } from '../refusals/longest-hide.js';
import { withinRetention } from '../refusals/retention.js';
import type { Arithmetic } from './arithmetic.js';

/** One hold, renewed before it lapses, and one more for each time that its holder dies. */
export const keeperArithmetic: Arithmetic = {
  bounds: (question) => [
    hidesAtAll(question),
    withinHorizon(question),
    withinRetention(question, question.assumed.reservedHandlingMs),
    withinDeliveriesAtAll(question, holdsOf(question)),
    withinInFlight(question),
  ],
  route: (question) => ({
    lane: question.assumed.lane,
    holds: holdsOf(question),
    updates: hidesToKeep(question.delayMs, question) + question.assumed.expectedRestarts,
    relays: 0,
    endsAlone: true,
    addedLatenessMs: 0,
  }),
};

const holdsOf = ({ assumed }: Question): number => 1 + assumed.expectedRestarts;

/**
 * Updates that hide a message for `waitMs` without a lapse: each renewal is made a margin before the hide ends, so all but the first
 * gain the longest hide less that margin.
 */
export const hidesToKeep = (waitMs: DurationMs, { limits: { maxHideMs }, assumed }: Question): number => {
  const gainMs = Math.max(maxHideMs - assumed.renewMarginMs, maxHideMs / 2);
  return 1 + Math.max(0, Math.ceil((waitMs - maxHideMs) / gainMs));
};
