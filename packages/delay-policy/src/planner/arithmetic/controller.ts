import { withinDeliveriesAtAll } from '../refusals/deliveries.js';
import { withinInFlight } from '../refusals/in-flight.js';
import { withinHorizon } from '../refusals/horizon.js';
import { hidesAtAll, withinOneHide } from '../refusals/longest-hide.js';
import { withinRetention } from '../refusals/retention.js';
import type { Arithmetic } from './arithmetic.js';

/**
 * A separate application publishes, receives its own messages and hides each once. Between put and hide any other consumer may take
 * one: its gate then holds it, at the cost of the hold that the controller would have made.
 */
export const controllerArithmetic: Arithmetic = {
  bounds: (question) => [
    hidesAtAll(question),
    withinOneHide(question),
    withinHorizon(question),
    withinRetention(question, question.assumed.reservedHandlingMs),
    withinDeliveriesAtAll(question, 1),
    withinInFlight(question),
  ],
  route: ({ assumed }) => ({
    lane: assumed.lane,
    holds: 1,
    updates: 1,
    relays: 0,
    endsAlone: true,
    addedLatenessMs: 0,
  }),
};
