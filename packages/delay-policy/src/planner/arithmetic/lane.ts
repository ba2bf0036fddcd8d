import type { DurationMs, EpochMs } from '@snoozeq/core';
import { drainMs } from '../lateness.js';
import { plannedHolds } from '../planned-holds.js';
import type { Question } from '../question.js';
import { withinChannels } from '../refusals/channels.js';
import { withinDeliveriesAtAll } from '../refusals/deliveries.js';
import { hidesAtAll } from '../refusals/longest-hide.js';
import { withinRetention } from '../refusals/retention.js';
import type { Arithmetic, Route } from './arithmetic.js';

/**
 * The message waits unread in the lane of its due time. Exact: the lane opens before it is due, and one hold gives the second. Late: the
 * lane opens when everything in it is due. Short delays are held in `ready`.
 */
export const laneArithmetic: Arithmetic = {
  bounds: (question) => {
    const { assumed } = question;
    const isLate = assumed.lanes.mode === 'late';
    const reservedMs = assumed.reservedHandlingMs + (isLate ? assumed.lanes.widthMs : 0);
    return [
      hidesAtAll(question),
      withinRetention(question, reservedMs),
      withinDeliveriesAtAll(question, 1),
      withinChannels(question),
    ];
  },
  route: (question) => {
    const lane = laneOf(question, question.request.dueAtMs);
    if (lane === question.assumed.lane) return inReady(question, lane);
    return question.assumed.lanes.mode === 'late' ? late(question, lane) : exact(question, lane);
  },
};

const inReady = ({ delayMs, limits }: Question, lane: string): Route => {
  const holds = plannedHolds(delayMs, limits.maxHideMs);
  return { lane, holds, updates: holds, relays: 0, endsAlone: true, addedLatenessMs: 0 };
};

const exact = ({ assumed }: Question, lane: string): Route => {
  const { leadMs, noticeMs, load, inFlight, widthMs } = assumed.lanes;
  // What the lead is for: noticing the lane and hiding everything in it before the first of it is due.
  const lateMs = Math.max(0, noticeMs + drainMs(load, assumed) - leadMs);
  // The rest is not seen before what is in hand has been handled, and it may be what is due first.
  const overflowMs: DurationMs = load > inFlight ? widthMs : 0;
  return { lane, holds: 1, updates: 1, relays: 0, endsAlone: true, addedLatenessMs: lateMs + overflowMs };
};

const late = ({ assumed }: Question, lane: string): Route => {
  const { widthMs, noticeMs, load } = assumed.lanes;
  const addedLatenessMs = widthMs + noticeMs + drainMs(load, assumed);
  return { lane, holds: 0, updates: 0, relays: 0, endsAlone: false, addedLatenessMs };
};

/** The lane that a message of this due time is published to. */
export const laneOf = ({ request, assumed }: Question, dueAtMs: EpochMs): string => {
  const { calendar, mode, widthMs, leadMs, closingMs } = assumed.lanes;
  if (calendar) return calendar.laneFor(dueAtMs, request.nowMs);
  const opensAtMs =
    (mode === 'late' ? Math.ceil(dueAtMs / widthMs) : Math.floor((dueAtMs - leadMs) / widthMs)) * widthMs;
  if (opensAtMs <= request.nowMs + closingMs) return assumed.lane;
  return `due-${new Date(opensAtMs).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}`;
};
