import type { EpochMs } from '@snoozeq/core';
import { rateOf, type Course } from './course.js';

/** What has to be kept of a clock, as plain data, so that it never goes back: not after a restart either. */
export interface ClockState extends Course {
  readonly nowMs: EpochMs;
  /** When it was `nowMs`, on the host's clock. */
  readonly realMs: number;
  readonly isSkipping: boolean;
}

/**
 * Where a clock goes on that was last seen in this state. A running one has gone on meanwhile, at its rate: nobody knows how far it
 * came before it was killed, so anything less could be less than was seen of it. A host whose own clock was set back takes nothing away.
 */
export const resumedAtMs = (state: ClockState, realMs: number): EpochMs =>
  state.nowMs + Math.max(0, realMs - state.realMs) * rateOf(state);
