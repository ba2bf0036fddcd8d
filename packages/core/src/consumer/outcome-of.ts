import { defaultIfEmpty, from, isObservable, map, type Observable, of, takeLast } from 'rxjs';
import type { Outcome } from '../contracts/decision.js';
import type { HandlerResult } from '../contracts/handler.js';

const COMPLETE: Outcome = { kind: 'complete' };

/** The last value of whatever a handler returned; nothing means complete. */
export const outcomeOf = (result: HandlerResult): Observable<Outcome> => {
  if (result === undefined) return of(COMPLETE);
  if (isOutcome(result)) return of(result);
  return from(result).pipe(
    map((value) => value ?? COMPLETE),
    takeLast(1),
    defaultIfEmpty(COMPLETE),
  );
};

const isOutcome = (result: object): result is Outcome => 'kind' in result && !isObservable(result);
