import { longestHeldMs, plannedHolds } from '../planned-holds.js';
import { hopsOf } from '../question.js';
import { withinDeliveries } from '../refusals/deliveries.js';
import { withinInFlight } from '../refusals/in-flight.js';
import { withinHorizon } from '../refusals/horizon.js';
import { hidesAtAll } from '../refusals/longest-hide.js';
import { withinRetention } from '../refusals/retention.js';
import type { Arithmetic } from './arithmetic.js';

/** h holds, each a delivery. Fits when D + w ≤ R and (N = 0 or h + a ≤ N). */
export const holdArithmetic: Arithmetic = {
  bounds: (question) => {
    const { limits, assumed, delayMs } = question;
    const hops = hopsOf(question);
    const holds = plannedHolds(delayMs, hops);
    const spare = Math.max(0, limits.maxDeliveries - assumed.reservedAttempts);
    return [
      hidesAtAll(question),
      withinHorizon(question),
      withinRetention(question, assumed.reservedHandlingMs),
      withinDeliveries(question, holds, longestHeldMs(spare, hops)),
      withinInFlight(question),
    ];
  },
  route: (question) => {
    const holds = plannedHolds(question.delayMs, hopsOf(question));
    return {
      lane: question.assumed.lane,
      holds,
      updates: holds,
      relays: 0,
      endsAlone: true,
      addedLatenessMs: 0,
    };
  },
};
