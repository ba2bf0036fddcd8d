import { map, raceWith } from 'rxjs';
import { after } from '../clock/sleep.js';
import type { DurationMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';
import type { HandlerOperator } from './through.js';

/**
 * A handler that takes longer has failed: its `signal` is aborted and the policy decides, with a `QueueError` of code `timeout`. One
 * that ignores its signal goes on in the background, and its end is not waited for.
 */
export const timeLimit =
  (limitMs: DurationMs): HandlerOperator =>
  ({ type }, { processClock }) =>
    raceWith(
      after(processClock, limitMs).pipe(
        map(() => {
          const whose = type === undefined ? 'A handler' : `The handler of type ${type}`;
          throw new QueueError('timeout', `${whose} has not ended within its limit of ${limitMs} ms.`);
        }),
      ),
    );
