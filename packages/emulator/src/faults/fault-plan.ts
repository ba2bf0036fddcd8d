import type { Operation } from '../http/operations.js';

/** What goes wrong. All durations in milliseconds; `fault-kinds.ts` says what each kind does and which fact permits it. */
export type Fault =
  | { readonly kind: 'throttle' }
  | {
      readonly kind: 'server-error';
      readonly status: 500 | 502 | 503 | 504;
      /** `text`: a page of a proxy instead of `{code, message}`. */
      readonly body: 'json' | 'text';
      /** Whether the call takes effect before it is answered with the error. */
      readonly acts: boolean;
    }
  | {
      readonly kind: 'latency';
      readonly minMs: number;
      readonly maxMs: number;
      /** Before `acting` leases count from the end of the delay, before the `reply` they run meanwhile. */
      readonly before: 'acting' | 'reply';
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost-reply' }
  | { readonly kind: 'lost-lease' }
  /** `afterMs` of queue time, unless the poll ends sooner anyway. */
  | { readonly kind: 'early-poll'; readonly afterMs: number }
  /** `entryRate`: the chance of each entry that matches. */
  | { readonly kind: 'partial-failure'; readonly entryRate: number }
  | { readonly kind: 'stale-receipt'; readonly entryRate: number }
  | { readonly kind: 'duplicate'; readonly entryRate: number }
  | { readonly kind: 'disorder' }
  /** How far the service's clock is ahead of real time; below zero: behind. */
  | { readonly kind: 'clock-skew'; readonly skewMs: number };

export type FaultKind = Fault['kind'];

/** Which calls a rule disturbs: all conditions hold at once, and an absent one always does. */
export interface FaultMatch {
  readonly operations?: readonly string[];
  /** Ids or display names. */
  readonly queues?: readonly string[];
  /** Custom properties, all of one message. A call matches when it puts, names by receipt, or was given such a message. */
  readonly properties?: Readonly<Record<string, string>>;
  /** The chance of each call that matches otherwise. */
  readonly rate: number;
  /** Counted over the calls that match otherwise, from 1. */
  readonly from: number;
  readonly to?: number;
  /** How often the rule strikes at most. */
  readonly times?: number;
}

export interface FaultRule {
  /** Unique in its plan. Names the rule's own random numbers too, so that other rules do not disturb them. */
  readonly name: string;
  readonly fault: Fault;
  readonly when: FaultMatch;
}

export interface FaultPlan {
  readonly seed: number;
  readonly rules: readonly FaultRule[];
}

export const NO_FAULT_PLAN: FaultPlan = { seed: 0, rules: [] };

type FaultInput = {
  [K in FaultKind]: { readonly kind: K } & Partial<Omit<Extract<Fault, { kind: K }>, 'kind'>>;
}[FaultKind];

/** A rule as it is written: flat, with defaults left out. */
export type FaultRuleInput = FaultInput &
  Partial<Omit<FaultMatch, 'operations'>> & {
    readonly operations?: readonly Operation[];
    /** Default: the kind. */
    readonly name?: string;
    /** Short for the property `snoozeq-key`. */
    readonly key?: string;
  };

/** A plan as it is written, in a JSON file too. The same seed and the same calls give the same faults. */
export interface FaultPlanInput {
  /** Default 0. */
  readonly seed?: number;
  readonly rules: readonly FaultRuleInput[];
}
