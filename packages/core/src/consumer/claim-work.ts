import type { Fence, FenceClaim } from '../contracts/fence.js';
import type { DurationMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';
import type { ConsumerRuntime } from './consumer-runtime.js';
import { putOff } from './outcome-to-settlement.js';
import { identityOf, type Verdict, type Work } from './work.js';

/** Bounds of a hold for a fence. Below a few seconds, one outage would use up the deliveries that the queue allows. */
const SHORTEST_HOLD_MS = 2_000;
const UNANSWERED_HOLD_MS = 5_000;

export type Claimed = { readonly kind: 'claimed'; readonly claim: FenceClaim };

/** Claims a piece of work, or says how it ends without being handled. Never rejects. */
export const claimWork = async (
  runtime: ConsumerRuntime,
  fence: Fence,
  work: Work,
): Promise<Claimed | Verdict> => {
  const { limits, events } = runtime;
  const { delivery } = work;
  try {
    const answer = await fence.claim(identityOf(work).id, limits.leaseMs);
    switch (answer.kind) {
      case 'won':
        return { kind: 'claimed', claim: answer.claim };
      case 'busy':
        return held(runtime, work, answer.forMs, 'a copy is being handled');
      case 'done':
        return verdict(work, { kind: 'drop', reason: 'a copy was handled' });
      default:
        return answer satisfies never;
    }
  } catch (thrown) {
    events({ kind: 'fence-failed', delivery, call: 'claim', error: QueueError.from(thrown) });
    return held(runtime, work, UNANSWERED_HOLD_MS, 'the fence cannot be asked');
  }
};

/**
 * Puts it off. No handler saw it, so a successor, which takes its place on the last delivery, starts from one attempt less. Held in
 * place it comes back with one delivery more, which nobody can tell from an attempt.
 */
const held = (
  { limits, queueTime }: ConsumerRuntime,
  work: Work,
  forMs: DurationMs,
  reason: string,
): Verdict => {
  const nowMs = queueTime.now();
  // What a store says of its own clock must not put a message off for days.
  const longestMs = Math.max(limits.leaseMs, SHORTEST_HOLD_MS);
  const wantedMs = Number.isFinite(forMs) ? forMs : UNANSWERED_HOLD_MS;
  const holdMs = Math.min(Math.max(wantedMs, SHORTEST_HOLD_MS, limits.hideStepMs), longestMs);
  const attempts = work.counters.attempt - 1;
  return verdict(work, putOff({ untilMs: nowMs + holdMs, attempts, reason }, { work, nowMs, limits }));
};

const verdict = (work: Work, settlement: Verdict['settlement']): Verdict => ({
  kind: 'decided',
  work,
  settlement,
});
