import type { Backoff } from './backoff.js';

type ErrorClass = abstract new (...args: never[]) => Error;

/** Which errors: a class, with those that extend it, or a question. */
export type ErrorMatch = ErrorClass | ((error: unknown) => boolean);

/**
 * A back-off for each kind of error: the first match decides, `otherwise` where there is none. A value like every other one, so it
 * can be limited, given jitter, and put inside another.
 *
 * A handler that asked for a retry without an error failed with a plain `Error`.
 */
export const byErrorType = (
  cases: readonly (readonly [match: ErrorMatch, backoff: Backoff])[],
  otherwise: Backoff,
): Backoff => {
  const known = cases.map(([match, backoff]) => ({ matches: questionOf(match), backoff }));
  return {
    delayMs: (attempt, error) => {
      const { backoff } = known.find(({ matches }) => matches(error)) ?? { backoff: otherwise };
      return backoff.delayMs(attempt, error);
    },
  };
};

/** A question about an error; one that throws has not matched, because it was asked about something that it does not know. */
export const questionOf = (match: ErrorMatch): ((error: unknown) => boolean) => {
  if (isErrorClass(match)) return (error) => error instanceof match;
  return (error) => {
    try {
      return match(error);
    } catch {
      return false;
    }
  };
};

const isErrorClass = (match: ErrorMatch): match is ErrorClass => {
  const prototype: unknown = match.prototype;
  return match === Error || prototype instanceof Error;
};
