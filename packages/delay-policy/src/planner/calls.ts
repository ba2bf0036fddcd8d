import type { DurationMs, Plan } from '@snoozeq/core';
import type { Route } from './arithmetic/arithmetic.js';
import { MESSAGES_PER_CALL } from './batch-size.js';

/** The last get and its delete. */
const LAST_CALLS = 2;

/** A put and a delete for each message of the chain, a get for each delivery, an update for each hide. */
export const callsOf = ({ holds, updates, relays, endsAlone }: Route, batchFill: number): Plan['calls'] => {
  const messages = relays + 1;
  const single = 2 * messages + deliveriesOf({ holds, relays }) + updates;
  const alone = endsAlone ? LAST_CALLS : 0;
  return { single, batched: (single - alone) / MESSAGES_PER_CALL + alone / batchFill };
};

export const deliveriesOf = ({ holds, relays }: Pick<Route, 'holds' | 'relays'>): number =>
  holds + relays + 1;

const DAY_MS = 86_400_000;

/**
 * Polls that find nothing, for each day. `waitMs`: how long one waits, above 0. On the service such a poll is billed like any
 * other call (assumed), so a consumer costs this before its first message.
 */
export const idleCallsPerDay = (pollers: number, waitMs: DurationMs): number =>
  idleCalls(pollers, waitMs, DAY_MS);

export const idleCalls = (pollers: number, waitMs: DurationMs, duringMs: DurationMs): number =>
  Math.ceil((pollers * duringMs) / waitMs);
