import { catchError, defer, EMPTY, map, type Observable, of, takeUntil, tap } from 'rxjs';
import type { Codec } from '../contracts/codec.js';
import type { Outcome } from '../contracts/decision.js';
import type { HandlerContext, MessageHandler } from '../contracts/handler.js';
import type { Settlement } from '../contracts/settlement.js';
import type { ConsumerRuntime } from './consumer-runtime.js';
import { outcomeOf } from './outcome-of.js';
import { settlementOf } from './outcome-to-settlement.js';
import { handedBack } from './release.js';
import { contentOf, identityOf, type Verdict, type Work } from './work.js';

/**
 * Runs the team's code for one piece of work and says how it ends. Never errors: whatever is thrown goes to the policy. Emits
 * nothing for work whose lease is lost, because somebody else has it then, and for work cut off by the drain deadline.
 */
export const runHandler = <TBody>(
  runtime: ConsumerRuntime,
  handler: MessageHandler<TBody>,
  codec: Codec<TBody>,
  work: Work,
): Observable<Verdict> =>
  defer(() => {
    const { inHand, drain } = runtime;
    const held = inHand.get(work.delivery.receipt);
    if (!held || held.isLost) return forget(runtime, work);
    if (drain.isOver) return of(verdict(work, handedBack(runtime, work)));
    const body = decode(codec, work);
    if (body.kind === 'unreadable') return of(verdict(work, { kind: 'dead-letter', reason: body.reason }));
    return start(runtime, handler, body.value, work, held.abort);
  });

const start = <TBody>(
  runtime: ConsumerRuntime,
  handler: MessageHandler<TBody>,
  body: TBody,
  work: Work,
  abort: AbortController,
): Observable<Verdict> => {
  const { inHand, queueTime, events, limits, gate, drain } = runtime;
  const context = contextOf(work, abort.signal);
  inHand.move(work.delivery.receipt, 'running');
  events({ kind: 'started', context, nowMs: queueTime.now() });
  const cutOff$ = drain.deadline$.pipe(
    tap(() => abort.abort()),
    tap(() => inHand.remove(work.delivery.receipt)),
    tap(() => drain.leave('cutOff')),
  );
  return defer(() => outcomeOf(handler.handle(body, context))).pipe(
    catchError((error: unknown) => of<Outcome>({ kind: 'retry', error })),
    map((outcome) =>
      settlementOf(outcome, {
        work,
        limits,
        nowMs: queueTime.now(),
        judgeFailure: (failure) => gate.judge(work, failure),
      }),
    ),
    tap((settlement) => events({ kind: 'finished', context, settlement })),
    map((settlement) => verdict(work, settlement)),
    takeUntil(cutOff$),
  );
};

type Decoded<TBody> =
  { readonly kind: 'body'; readonly value: TBody } | { readonly kind: 'unreadable'; readonly reason: string };

/** The reason names the kind of error only: its text may quote the body. */
const decode = <TBody>(codec: Codec<TBody>, work: Work): Decoded<TBody> => {
  try {
    return { kind: 'body', value: codec.decode(contentOf(work)) };
  } catch (error) {
    return {
      kind: 'unreadable',
      reason: `body cannot be decoded: ${error instanceof Error ? error.name : typeof error}`,
    };
  }
};

const contextOf = (work: Work, signal: AbortSignal): HandlerContext => {
  const { delivery, reading, counters } = work;
  const { type, dueAtMs } = reading.kind === 'stamped' ? reading.stamp : {};
  return {
    signal,
    delivery,
    ...identityOf(work),
    ...counters,
    ...(type !== undefined && { type }),
    ...(dueAtMs !== undefined && { dueAtMs }),
  };
};

const forget = ({ inHand }: ConsumerRuntime, { delivery }: Work): Observable<never> => {
  inHand.remove(delivery.receipt);
  return EMPTY;
};

const verdict = (work: Work, settlement: Settlement): Verdict => ({ kind: 'decided', work, settlement });
