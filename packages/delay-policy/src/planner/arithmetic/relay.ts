import type { DurationMs } from '@snoozeq/core';
import { plannedHolds } from '../planned-holds.js';
import type { Question } from '../question.js';
import { deliveriesForARelay } from '../refusals/deliveries.js';
import { withinHorizon } from '../refusals/horizon.js';
import { withinInFlight } from '../refusals/in-flight.js';
import { hidesAtAll } from '../refusals/longest-hide.js';
import { livesLongEnoughToRelay } from '../refusals/short-retention.js';
import type { Arithmetic } from './arithmetic.js';
import { hidesToKeep } from './keeper.js';
import { laneOf } from './lane.js';
import { chainOf, legOf } from './legs.js';

/** Cuts the delay into messages that each fit: a successor is published before one expires, or has spent its deliveries. */
export const relayArithmetic: Arithmetic = {
  bounds: (question) => [
    hidesAtAll(question),
    withinHorizon(question),
    deliveriesForARelay(question),
    livesLongEnoughToRelay(question, legOf(question)),
    ...(question.assumed.waits === 'lane' ? [] : [withinInFlight(question)]),
  ],
  route: (question) => {
    const { relayed, lastWaitMs } = chainOf(question.delayMs, legOf(question));
    const legs = [...relayed, { waitMs: lastWaitMs, times: 1 }];
    const sum = (count: (waitMs: DurationMs) => number): number =>
      legs.reduce((total, leg) => total + leg.times * count(leg.waitMs), 0);
    return {
      lane: laneOfFirstLeg(question),
      holds: sum((waitMs) => holdsIn(waitMs, question)),
      updates: sum((waitMs) => updatesIn(waitMs, question)),
      relays: legs.reduce((total, leg) => total + leg.times, -1),
      endsAlone: true,
      addedLatenessMs: 0,
    };
  },
};

const holdsIn = (waitMs: DurationMs, { limits, assumed }: Question): number => {
  const holds = plannedHolds(waitMs, limits.maxHideMs);
  return assumed.waits === 'hold' ? holds : Math.min(holds, 1);
};

const updatesIn = (waitMs: DurationMs, question: Question): number =>
  question.assumed.waits === 'keeper' ? hidesToKeep(waitMs, question) : holdsIn(waitMs, question);

/** A due time beyond the retention would open its lane too late: the first message waits for its relay instead. */
const laneOfFirstLeg = (question: Question): string => {
  const { request, assumed, delayMs } = question;
  if (assumed.waits !== 'lane') return assumed.lane;
  const { longestMs, relayAfterMs } = legOf(question);
  return laneOf(question, request.nowMs + (delayMs > longestMs ? relayAfterMs : delayMs));
};
