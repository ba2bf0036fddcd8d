import { drawsOf } from './draws.js';
import { answers, stageOf, FAULT_KINDS, type FaultKindFacts, type FaultStage } from './fault-kinds.js';
import type { FaultMatch, FaultPlan, FaultRule } from './fault-plan.js';

type Properties = Readonly<Record<string, string>>;

/** What a rule can see of a call. */
export interface FaultCall {
  readonly operation: string;
  readonly queue?: { readonly id: string; readonly name?: string };
  /** The custom properties of each message that it puts, names by receipt or was given, in order. */
  readonly messages: readonly Properties[];
}

export interface RuleCount {
  /** Calls that fulfilled every condition but rate and count. */
  readonly matched: number;
  readonly injected: number;
}

/** By the name of the rule; absent: none yet. */
export type RuleCounts = ReadonlyMap<string, RuleCount>;

/** A fault that this call is to have. */
export interface Injection {
  readonly rule: FaultRule;
  /** Which of the call's messages it concerns. */
  readonly entries: readonly number[];
  /** One more random number of the rule, 0 to below 1. */
  readonly draw: number;
}

export interface Decision {
  readonly injections: readonly Injection[];
  readonly counts: RuleCounts;
}

/**
 * The faults of a call at one stage. At most one of them, the first of the plan, takes the place of the reply; before the
 * operation has acted it also rules out those that would only have changed how it acts.
 */
export const decideFaults = (
  plan: FaultPlan,
  before: RuleCounts,
  call: FaultCall,
  stage: FaultStage,
): Decision => {
  const counts = new Map(before);
  const drawn: Injection[] = [];
  for (const rule of plan.rules) {
    const entries = stageOf(rule.fault) === stage ? matchingEntries(rule, call) : undefined;
    if (!entries) continue;
    const { matched, injected } = countOf(counts, rule);
    counts.set(rule.name, { matched: matched + 1, injected });
    const injection = strike(plan.seed, rule, { entries, matched: matched + 1, injected });
    if (injection) drawn.push(injection);
  }
  const answer = drawn.find(({ rule }) => answers(rule.fault));
  const injections = drawn.filter(
    (injection) =>
      injection === answer || (!answers(injection.rule.fault) && isFelt(injection, answer, stage)),
  );
  for (const { rule } of injections) {
    const { matched, injected } = countOf(counts, rule);
    counts.set(rule.name, { matched, injected: injected + 1 });
  }
  return { injections, counts };
};

export const countOf = (counts: RuleCounts, { name }: FaultRule): RuleCount =>
  counts.get(name) ?? { matched: 0, injected: 0 };

const isFelt = ({ rule }: Injection, answer: Injection | undefined, stage: FaultStage): boolean =>
  answer === undefined || stage !== 'before' || rule.fault.kind === 'latency';

/** Which messages of the call the rule concerns, none for a call without messages; undefined: it does not concern the call. */
const matchingEntries = ({ fault, when }: FaultRule, call: FaultCall): readonly number[] | undefined => {
  const { operations }: FaultKindFacts = FAULT_KINDS[fault.kind];
  if (!isAmong(operations, call) || !isAmong(when.operations, call) || !isOfQueue(when, call))
    return undefined;
  const entries = [...call.messages.keys()].filter((index) => hasProperties(when, call.messages[index]));
  const isNeeded = when.properties !== undefined || NEEDS_MESSAGES.has(fault.kind);
  return isNeeded && entries.length === 0 ? undefined : entries;
};

const NEEDS_MESSAGES: ReadonlySet<string> = new Set([
  'lost-lease',
  'duplicate',
  'partial-failure',
  'stale-receipt',
] satisfies FaultRule['fault']['kind'][]);

const isAmong = (operations: readonly string[] | undefined, { operation }: FaultCall): boolean =>
  operations === undefined || operations.includes(operation);

const isOfQueue = ({ queues }: FaultMatch, { queue }: FaultCall): boolean =>
  queues === undefined ||
  (queue !== undefined &&
    (queues.includes(queue.id) || (queue.name !== undefined && queues.includes(queue.name))));

const hasProperties = ({ properties = {} }: FaultMatch, message: Properties = {}): boolean =>
  Object.entries(properties).every(([name, value]) => message[name] === value);

const strike = (
  seed: number,
  rule: FaultRule,
  { entries, matched, injected }: RuleCount & { readonly entries: readonly number[] },
): Injection | undefined => {
  const { rate, from, to = Infinity, times = Infinity } = rule.when;
  const random = drawsOf(seed, rule.name, matched);
  const isDrawn = random() < rate;
  const draw = random();
  if (!isDrawn || matched < from || matched > to || injected >= times) return undefined;
  if (!('entryRate' in rule.fault)) return { rule, entries, draw };
  const { entryRate } = rule.fault;
  const struck = entries.filter(() => random() < entryRate);
  return struck.length === 0 ? undefined : { rule, entries: struck, draw };
};
