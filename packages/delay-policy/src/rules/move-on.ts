import type { DelayRule, LaneCalendar } from '@snoozeq/core';
import { formatDuration } from '../time/duration.js';
import { expiryMargin } from './expiry-margin.js';
import { successor } from './successor.js';

/**
 * Sends a message on to its next lane when the one that it waited in has opened and it is still not due: where it would expire first,
 * or where the next lane is further than one hide. So a leg of a long delay costs one put, one get and one delete, and no hold.
 */
export const moveOn =
  (calendar: LaneCalendar): DelayRule =>
  (input) => {
    const { reading, delivery, nowMs, limits } = input;
    const dueAtMs = reading.kind === 'stamped' ? reading.stamp.dueAtMs : undefined;
    if (dueAtMs === undefined || dueAtMs <= nowMs) return undefined;
    const { lane, createdAtMs = Number.NEGATIVE_INFINITY } = delivery.message;
    const openedAtMs = lane === undefined ? undefined : calendar.opensAtMs(lane);
    // Read before its time by a host that runs ahead, or published after it: moving it could repeat itself, holding cannot.
    if (openedAtMs === undefined || openedAtMs > nowMs || createdAtMs >= openedAtMs) return undefined;
    const nextLane = calendar.laneFor(dueAtMs, nowMs);
    const opensAtMs = calendar.opensAtMs(nextLane);
    if (opensAtMs === undefined) return undefined;
    const { latestDueMs } = expiryMargin(input);
    if (dueAtMs <= latestDueMs && opensAtMs - nowMs <= limits.maxHideMs) return undefined;
    return successor(dueAtMs, input, `due in ${formatDuration(dueAtMs - nowMs)}: on to lane ${nextLane}`);
  };
