import { finalize, merge, type Observable, of } from 'rxjs';
import type { Delivery } from '../contracts/delivery.js';
import type { ConsumerRuntime } from './consumer-runtime.js';
import { IdlePause } from './idle-pause.js';
import { PollerCount } from './poller-count.js';
import { poller } from './poller.js';
import { pollerRange } from './poller-range.js';
import type { ReturnTimes } from './return-times.js';

/** The poll loops of one named lane, or of any; as many of them ask as its backlog needs. */
export const pollersOf = (
  runtime: ConsumerRuntime,
  lane: string | undefined,
  returns: ReturnTimes,
): Observable<Delivery> => {
  const { profile, transport, inHand } = runtime;
  const { maxBatch: batch, maxWaitMs } = transport.capabilities;
  const range = pollerRange(profile.pollers);
  const count = new PollerCount({ range, batch, inHand, concurrency: profile.concurrency });
  const idle = new IdlePause({ ...runtime, returns });
  const turn$ = idle.before(of({ lane, waitMs: Math.min(profile.waitMs, maxWaitMs) }));
  return merge(...Array.from({ length: range.max }, () => poller(runtime, turn$, count))).pipe(
    finalize(() => count.reset()),
  );
};
