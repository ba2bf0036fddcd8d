import { connect, filter, merge, mergeMap, type Observable, type OperatorFunction } from 'rxjs';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import { runHandler } from '../consumer/handler-runner.js';
import type { Admitted, Verdict, Work } from '../consumer/work.js';
import type { Codec } from '../contracts/codec.js';
import type { MessageHandler } from '../contracts/handler.js';
import { jsonCodec } from '../consumer/json-codec.js';

/** The step between `admit` and `settle`: work becomes verdicts, and verdicts pass. */
export type Handling = OperatorFunction<Admitted, Verdict>;

/**
 * Runs `handler` for what the policy let through, `profile.concurrency` at a time; verdicts overtake what waits for a slot. A
 * handler that throws cannot end the stream: its error goes to the policy.
 *
 * @param codec turns content into a body; default: JSON
 */
export const handle = <TBody>(
  runtime: ConsumerRuntime,
  handler: MessageHandler<TBody>,
  codec: Codec<TBody> = jsonCodec<TBody>(),
): Handling => handleEach(runtime, (work) => runHandler(runtime, handler, codec, work));

/** As `handle`, for work that is not all run alike. */
export const handleEach =
  ({ profile }: ConsumerRuntime, run: (work: Work) => Observable<Verdict>): Handling =>
  (admitted$) =>
    admitted$.pipe(
      connect((shared$) =>
        merge(
          shared$.pipe(filter((admitted) => admitted.kind === 'decided')),
          // What queues up inside is bounded by the places of `InHand`.
          shared$.pipe(
            filter((admitted) => admitted.kind === 'ready'),
            mergeMap(({ work }) => run(work), profile.concurrency),
          ),
        ),
      ),
    );
