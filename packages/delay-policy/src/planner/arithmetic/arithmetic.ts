import type { DurationMs } from '@snoozeq/core';
import type { Question } from '../question.js';
import type { Bound } from '../refusals/bound.js';

/** How a delayed message gets to its due time. */
export interface Route {
  readonly lane: string;
  /** Times that it is hidden and delivered again. */
  readonly holds: number;
  /** Hides in all, renewals included. */
  readonly updates: number;
  /** Successors on the way. */
  readonly relays: number;
  /** Whether its last get and its delete are shared only with messages of the same due instant. */
  readonly endsAlone: boolean;
  /** Lateness on top of what every strategy has. */
  readonly addedLatenessMs: DurationMs;
}

/** The arithmetic of one strategy. It fits when no bound is broken; only then is the route asked for. */
export interface Arithmetic {
  bounds(question: Question): readonly Bound[];
  route(question: Question): Route;
}
