import {
  concatMap,
  connect,
  filter,
  from,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  type OperatorFunction,
  Subscription,
  using,
} from 'rxjs';
import { ClaimKeeper } from '../consumer/claim-keeper.js';
import { claimWork } from '../consumer/claim-work.js';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Admitted, Verdict, Work } from '../consumer/work.js';
import type { Fence, FenceClaim } from '../contracts/fence.js';

/**
 * Puts a fence around the handling operator: `pipe(admit(c), fenced(c, fence)(handle(c, handler)), settle(c))`. Work is claimed
 * before `handling` sees it; the claim is renewed while it runs, and ended before the verdict goes on to be settled: marked as done
 * after complete and drop, given back otherwise. A message whose copy is in work elsewhere is held until that claim
 * could end; one whose copy is done is dropped, with a reason; and while the fence cannot be asked, nothing is handled.
 *
 * At-least-once all the same: a crash between the effect of a handler and the mark lets the next copy through.
 *
 * `handling` runs for each message alone, `profile.concurrency` at a time, with the claim inside that bound.
 */
export const fenced =
  (runtime: ConsumerRuntime, fence: Fence) =>
  (handling: OperatorFunction<Admitted, Verdict>): OperatorFunction<Admitted, Verdict> =>
  (admitted$) =>
    admitted$.pipe(
      connect((shared$) =>
        merge(
          shared$.pipe(
            filter((admitted) => admitted.kind === 'decided'),
            handling,
          ),
          // What queues up inside is bounded by the places of `InHand`.
          shared$.pipe(
            filter((admitted) => admitted.kind === 'ready'),
            mergeMap(
              ({ work }) =>
                from(claimWork(runtime, fence, work)).pipe(
                  concatMap((answer) =>
                    answer.kind === 'claimed'
                      ? whileClaimed(runtime, fence, handling, work, answer.claim)
                      : of(answer),
                  ),
                ),
              runtime.profile.concurrency,
            ),
          ),
        ),
      ),
    );

/** Where `handling` has no verdict, its handler may still be running: the claim is left to its end then, like the lease. */
const whileClaimed = (
  runtime: ConsumerRuntime,
  fence: Fence,
  handling: OperatorFunction<Admitted, Verdict>,
  work: Work,
  claim: FenceClaim,
): Observable<Verdict> => {
  const keeper = new ClaimKeeper(runtime, fence, work, claim);
  return using(
    () => new Subscription(keeper.start()),
    () =>
      of<Admitted>({ kind: 'ready', work }).pipe(
        handling,
        concatMap((verdict) => from(keeper.end(verdict.settlement)).pipe(map(() => verdict))),
      ),
  );
};
