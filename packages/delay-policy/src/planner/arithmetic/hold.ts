import { plannedHolds } from '../planned-holds.js';
import { withinDeliveries } from '../refusals/deliveries.js';
import { withinInFlight } from '../refusals/in-flight.js';
import { withinHorizon } from '../refusals/horizon.js';
import { hidesAtAll } from '../refusals/longest-hide.js';
import { withinRetention } from '../refusals/retention.js';
import type { Arithmetic } from './arithmetic.js';

/** h = ⌈D/V⌉ holds, each a delivery. Fits when D + w ≤ R and (N = 0 or h + a ≤ N). */
export const holdArithmetic: Arithmetic = {
  bounds: (question) => {
    const { limits, assumed, delayMs } = question;
    const holds = plannedHolds(delayMs, limits.maxHideMs);
    const spare = Math.max(0, limits.maxDeliveries - assumed.reservedAttempts);
    return [
      hidesAtAll(question),
      withinHorizon(question),
      withinRetention(question, assumed.reservedHandlingMs),
      withinDeliveries(question, holds, spare * limits.maxHideMs),
      withinInFlight(question),
    ];
  },
  route: ({ delayMs, limits, assumed }) => {
    const holds = plannedHolds(delayMs, limits.maxHideMs);
    return { lane: assumed.lane, holds, updates: holds, relays: 0, endsAlone: true, addedLatenessMs: 0 };
  },
};
