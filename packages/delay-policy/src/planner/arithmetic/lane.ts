import type { DurationMs, LaneCalendar } from '@snoozeq/core';
import { laneCalendar } from '../../calendar/lane-calendar.js';
import { drainMs, fillMs, passMs, roomForLanes } from '../lateness.js';
import { longestHeldMs, plannedHolds } from '../planned-holds.js';
import { hopsOf, type Question } from '../question.js';
import { DUE_LANES, withinChannels } from '../refusals/channels.js';
import { withinDeliveries } from '../refusals/deliveries.js';
import { withinHorizon } from '../refusals/horizon.js';
import { hidesAtAll } from '../refusals/longest-hide.js';
import { withinRetention } from '../refusals/retention.js';
import type { Arithmetic, Route } from './arithmetic.js';

/**
 * The message waits unread in the lane of its due time. Exact: the lane opens before it is due, and one hold gives the second. Late: the
 * lane opens when everything in it is due. Short delays are held in `ready`.
 */
export const laneArithmetic: Arithmetic = {
  bounds: (question) => [
    hidesAtAll(question),
    withinHorizon(question),
    withinRetention(question, question.assumed.reservedHandlingMs),
    withinDeliveries(question, holdsInALane(question), reachByDeliveries(question)),
    withinChannels(question),
  ],
  route: (question) => routeBy(calendarFor(question, question.assumed.reservedHandlingMs), question),
};

/** The calendar given, or else that of the settings, with no more lanes than there are channels. */
export const calendarFor = ({ limits, assumed }: Question, leaseMs: DurationMs): LaneCalendar => {
  const { calendar, mode, widthMs, leadMs, closingMs } = assumed.lanes;
  const { retentionMs } = limits;
  const horizonMs = laneHorizonMs({ limits, assumed });
  return calendar ?? laneCalendar({ retentionMs, leaseMs, mode, widthMs, leadMs, closingMs, horizonMs });
};

const laneHorizonMs = ({ limits, assumed: { lanes } }: Pick<Question, 'limits' | 'assumed'>): DurationMs =>
  Math.min(
    lanes.horizonMs,
    limits.retentionMs,
    lanes.calendar ? Number.POSITIVE_INFINITY : DUE_LANES * lanes.widthMs,
  );

/** Where a calendar puts a message, and what that costs. */
export const routeBy = (calendar: LaneCalendar, question: Question): Route => {
  const { dueAtMs, nowMs } = question.request;
  const lane = calendar.laneFor(dueAtMs, nowMs);
  const opensAtMs = calendar.opensAtMs(lane);
  if (opensAtMs !== undefined && opensAtMs >= dueAtMs) return late(question, lane, opensAtMs - dueAtMs);
  const holds = plannedHolds(dueAtMs - (opensAtMs ?? nowMs), hopsOf(question));
  const addedLatenessMs = opensAtMs === undefined ? 0 : openingLatenessMs(question);
  return { lane, holds, updates: holds, relays: 0, endsAlone: true, addedLatenessMs };
};

const late = ({ assumed }: Question, lane: string, wantedMs: DurationMs): Route => {
  const { widthMs, noticeMs, load } = assumed.lanes;
  const addedLatenessMs =
    Math.max(widthMs, wantedMs) + noticeMs + drainMs(load, assumed) + passMs(load, 0, assumed);
  return { lane, holds: 0, updates: 0, relays: 0, endsAlone: false, addedLatenessMs };
};

const openingLatenessMs = ({ assumed }: Question): DurationMs => {
  const { leadMs, noticeMs, load, widthMs } = assumed.lanes;
  const isFull = load >= roomForLanes(assumed);
  // What the lead is for: noticing the lane and hiding everything in it before the first of it is due.
  const openMs = noticeMs + drainMs(load, assumed) + (isFull ? 0 : fillMs(assumed));
  // When it is full, the rest is not seen before what is in hand has been handled, and it may be what is due first.
  const overflowMs = isFull ? widthMs : 0;
  return Math.max(0, openMs - leadMs) + overflowMs + passMs(assumed.backlog, load, assumed);
};

/** At worst: of a message that is due at the very end of its lane, or is in `ready` because its lane was about to open. */
export const holdsInALane = (question: Question): number => {
  const { widthMs, leadMs, closingMs } = question.assumed.lanes;
  return plannedHolds(widthMs + leadMs + closingMs, hopsOf(question));
};

/** Of a message that waits for as long as the retention allows: from the last lane to its due time. */
export const holdsBeyondLanes = (question: Question): number =>
  plannedHolds(question.limits.retentionMs - laneHorizonMs(question), hopsOf(question));

/** Beyond the last lane, each further hide takes a delivery. */
const reachByDeliveries = (question: Question): DurationMs => {
  const { request, limits, assumed } = question;
  const { horizonMs, widthMs } = assumed.lanes;
  const spare = limits.maxDeliveries - assumed.reservedAttempts;
  if (spare < holdsInALane(question)) return 0;
  if (horizonMs >= limits.retentionMs) return Number.POSITIVE_INFINITY;
  const lastOpeningMs = Math.floor((request.nowMs + horizonMs) / widthMs) * widthMs;
  return Math.max(0, lastOpeningMs - request.nowMs) + longestHeldMs(spare, hopsOf(question));
};
