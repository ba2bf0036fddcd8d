import type { Decision } from '../contracts/decision.js';
import type { Delivery } from '../contracts/delivery.js';
import type { EventSink } from '../contracts/events.js';
import type { DelayPolicy, PolicyInput, PolicyLimits } from '../contracts/policy.js';
import type { StampConvention } from '../contracts/stamp.js';
import type { InHand } from './in-hand.js';
import type { QueueTime } from './queue-time.js';
import type { Work } from './work.js';

export interface GateParts {
  readonly convention: StampConvention;
  readonly policy: DelayPolicy;
  readonly limits: PolicyLimits;
  readonly queueTime: QueueTime;
  readonly inHand: InHand;
  readonly maxWaits: number;
  readonly events: EventSink;
}

/** The policy bound to queue time: reads a delivery's stamp and asks what should happen to it. Performs nothing. */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  read(delivery: Delivery): Work {
    const { convention, queueTime } = this.#parts;
    const reading = convention.read(delivery.message, queueTime.now());
    return { delivery, reading, counters: convention.count(delivery, reading) };
  }

  judge(work: Work, failure?: PolicyInput['failure']): Decision {
    const { policy, limits, queueTime, events } = this.#parts;
    const { delivery, reading, counters } = work;
    const nowMs = queueTime.now();
    const input: PolicyInput = failure
      ? { delivery, reading, counters, limits, nowMs, failure }
      : { delivery, reading, counters, limits, nowMs };
    const decision = this.#bounded(guarded(policy, input));
    events({ kind: 'judged', delivery, decision });
    return decision;
  }

  /** Waits live in memory, so their number is bounded; what comes on top is hidden for the shortest time there is. */
  #bounded(decision: Decision): Decision {
    const { inHand, maxWaits, queueTime, limits } = this.#parts;
    if (decision.kind !== 'wait' || inHand.count('waiting') < maxWaits) return decision;
    return {
      kind: 'hold',
      // Almost two steps: carried out a moment later, one step would be rounded down to none, and that is a release.
      untilMs: Math.max(decision.untilMs, queueTime.now() + 2 * limits.hideStepMs - 1),
      reason: `${maxWaits} messages wait in memory already`,
    };
  }
}

/** A message that the policy cannot judge is poison: without an opinion it might be early, and thrown on it would end the stream. */
const guarded = (policy: DelayPolicy, input: PolicyInput): Decision => {
  try {
    return policy(input);
  } catch (error) {
    // The kind of error only: its text may quote the body.
    const kind = error instanceof Error ? error.name : typeof error;
    return { kind: 'dead-letter', reason: `the policy cannot judge it: ${kind}` };
  }
};
