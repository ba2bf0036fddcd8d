import {
  byErrorType,
  constantBackoff,
  exponentialBackoff,
  limitedBackoff,
  noRetry,
  UnrecoverableError,
  withJitter,
} from '@snoozeq/delay-policy';
import { cryptoRandom } from '@snoozeq/core/base';

export class CardDeclined extends Error {}
/** No retry can mend it, and no setting is needed to say so. */
export class AddressUnknown extends UnrecoverableError {}
const isThrottled = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && error.status === 429;

export const backoff = byErrorType(
  [
    [CardDeclined, noRetry],
    [isThrottled, limitedBackoff(constantBackoff(60_000), 20)],
  ],
  withJitter(exponentialBackoff({ baseMs: 1_000, maxMs: 600_000 }), cryptoRandom),
);
