import { connect, filter, merge, mergeMap, type OperatorFunction } from 'rxjs';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import { runHandler } from '../consumer/handler-runner.js';
import type { Admitted, Verdict } from '../consumer/work.js';
import type { Codec } from '../contracts/codec.js';
import type { MessageHandler } from '../contracts/handler.js';
import { jsonCodec } from '../consumer/json-codec.js';

/**
 * Runs `handler` for what the policy let through, `profile.concurrency` at a time; verdicts overtake what waits for a slot. A
 * handler that throws cannot end the stream: its error goes to the policy.
 *
 * @param codec turns content into a body; default: JSON
 */
export const handle =
  <TBody>(
    runtime: ConsumerRuntime,
    handler: MessageHandler<TBody>,
    codec: Codec<TBody> = jsonCodec<TBody>(),
  ): OperatorFunction<Admitted, Verdict> =>
  (admitted$) =>
    admitted$.pipe(
      connect((shared$) =>
        merge(
          shared$.pipe(filter((admitted) => admitted.kind === 'decided')),
          // What queues up inside is bounded by the places of `InHand`.
          shared$.pipe(
            filter((admitted) => admitted.kind === 'ready'),
            mergeMap(({ work }) => runHandler(runtime, handler, codec, work), runtime.profile.concurrency),
          ),
        ),
      ),
    );
