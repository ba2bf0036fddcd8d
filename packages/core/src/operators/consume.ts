import { EMPTY, identity, merge, NEVER, Observable, type OperatorFunction, tap } from 'rxjs';
import { laneReader } from '../consumer/lanes/lane-reader.js';
import { pollersOf } from '../consumer/pollers-of.js';
import { ReturnTimes } from '../consumer/return-times.js';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Delivery } from '../contracts/delivery.js';
import type { Settled } from '../contracts/settlement.js';

export interface ConsumeOptions {
  /** Its first emission starts the drain. Default: never. */
  readonly stop$?: Observable<unknown>;
}

/**
 * Polls and runs `pipeline` over what comes. Cold: subscribing starts polling; unsubscribing aborts, and leaves what was in hand
 * to the end of its lease. `stop$` drains: no new poll, what is in hand is finished and settled, then the stream completes.
 * Emits once per settled delivery; errors only when the service refuses us for good.
 */
export const consume = (
  runtime: ConsumerRuntime,
  pipeline: OperatorFunction<Delivery, Settled>,
  { stop$ = NEVER }: ConsumeOptions = {},
): Observable<Settled> =>
  new Observable((subscriber) => {
    const { profile, transport, drain, leaseKeeper, keeper, settler, calendar, inspection } = runtime;
    const lanes = profile.lanes === 'any' ? [undefined] : profile.lanes;
    // Where polls wait at the service, nobody needs to know when something comes back.
    const mayWait = Math.min(profile.waitMs, transport.capabilities.maxWaitMs) > 0;
    const returns = new ReturnTimes();
    const loops = lanes.map((lane) => pollersOf(runtime, lane, returns));
    const reader = calendar && inspection && laneReader(runtime, { calendar, inspection, returns });
    subscriber.add(leaseKeeper.start());
    subscriber.add(keeper.start());
    subscriber.add(drain.follow(stop$));
    subscriber.add(drain.stopping$.subscribe(() => settler.flush()));
    subscriber.add(
      merge(...loops, reader?.deliveries$ ?? EMPTY)
        .pipe(
          pipeline,
          reader?.follow ?? identity,
          mayWait ? identity : returns.follow,
          tap({ complete: () => drain.end() }),
        )
        .subscribe(subscriber),
    );
  });
