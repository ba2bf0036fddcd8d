import type { ClockView } from '@snoozeq/wire-clock';
import { isoTime } from '../messages/message-json.js';
import type { SkippingClock } from './emulator-clock.js';

/** What people and scripts are shown of the clock. */
export const clockView = (clock: SkippingClock): ClockView => {
  const nowMs = Math.floor(clock.queueTime.now());
  const { course, isSkipping, nextEventMs, participants } = clock;
  return {
    now: isoTime(nowMs),
    nowMs,
    ...course,
    isSkipping,
    nextEventAtMs: nextEventMs ?? null,
    participants,
  };
};
