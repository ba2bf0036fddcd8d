import type { DurationMs, LaneCalendar } from '@snoozeq/core';
import { plannedHolds } from '../planned-holds.js';
import { hopsOf, type Question } from '../question.js';
import { deliveriesForARelay } from '../refusals/deliveries.js';
import { withinHorizon } from '../refusals/horizon.js';
import { withinInFlight } from '../refusals/in-flight.js';
import { hidesAtAll } from '../refusals/longest-hide.js';
import { livesLongEnoughToRelay } from '../refusals/short-retention.js';
import type { Arithmetic, Route } from './arithmetic.js';
import { hidesToKeep } from './keeper.js';
import { calendarFor, holdsBeyondLanes, holdsInALane, routeBy } from './lane.js';
import { chainOf, legOf } from './legs.js';

/** Cuts the delay into messages that each fit: a successor is published before one expires, or has spent its deliveries. */
export const relayArithmetic: Arithmetic = {
  bounds: (question) => [
    hidesAtAll(question),
    withinHorizon(question),
    deliveriesForARelay(question, holdsOfAMessage(question)),
    livesLongEnoughToRelay(question, legOf(question)),
    ...(question.assumed.waits === 'lane' ? [] : [withinInFlight(question)]),
  ],
  route: (question) => {
    const { relayed, lastWaitMs } = chainOf(question.delayMs, legOf(question));
    const relays = relayed.reduce((sum, { times }) => sum + times, 0);
    const last = lastLeg(question, lastWaitMs);
    return {
      ...last,
      lane: laneOfFirstLeg(question),
      holds: relayed.reduce((sum, { waitMs, times }) => sum + times * holdsIn(waitMs, question), last.holds),
      updates: relayed.reduce(
        (sum, { waitMs, times }) => sum + times * updatesIn(waitMs, question),
        last.updates,
      ),
      relays,
    };
  },
};

/** The last message of the chain is handled, like one that was published just for this wait. */
const lastLeg = (question: Question, waitMs: DurationMs): Route => {
  const { request, assumed } = question;
  if (assumed.waits === 'lane') {
    const asked = { ...request, nowMs: request.dueAtMs - waitMs };
    return routeBy(calendarOfChain(question), { ...question, request: asked, delayMs: waitMs });
  }
  const [holds, updates] = [holdsIn(waitMs, question), updatesIn(waitMs, question)];
  return { lane: assumed.lane, holds, updates, relays: 0, endsAlone: true, addedLatenessMs: 0 };
};

/** The fewest deliveries that a message of the chain has to have for holds; `hold` makes do with any. */
const holdsOfAMessage = (question: Question): number =>
  question.assumed.waits === 'lane' ? holdsInALane(question) + holdsBeyondLanes(question) : 1;

const holdsIn = (waitMs: DurationMs, question: Question): number => {
  const holds = plannedHolds(waitMs, hopsOf(question));
  switch (question.assumed.waits) {
    case 'hold':
      return holds;
    case 'keeper':
      return Math.min(holds, 1);
    case 'lane':
      return Math.min(holds, holdsInALane(question));
    default:
      return question.assumed.waits satisfies never;
  }
};

const updatesIn = (waitMs: DurationMs, question: Question): number =>
  question.assumed.waits === 'keeper' ? hidesToKeep(waitMs, question) : holdsIn(waitMs, question);

/** A due time beyond the retention would open its lane too late: the calendar names one that opens in time for the relay. */
const laneOfFirstLeg = (question: Question): string =>
  question.assumed.waits === 'lane'
    ? calendarOfChain(question).laneFor(question.request.dueAtMs, question.request.nowMs)
    : question.assumed.lane;

const calendarOfChain = (question: Question): LaneCalendar => calendarFor(question, question.assumed.leaseMs);
