import { countOf, decideFaults, type FaultCall, type Injection, type RuleCounts } from './decide-faults.js';
import type { FaultStage } from './fault-kinds.js';
import { NO_FAULT_PLAN, type FaultKind, type FaultPlan } from './fault-plan.js';

/** The plan in force and how often its rules have struck. */
export class FaultInjector {
  readonly #injected = new Map<FaultKind, number>();
  #plan: FaultPlan;
  #counts: RuleCounts = new Map();

  constructor(plan: FaultPlan = NO_FAULT_PLAN) {
    this.#plan = plan;
  }

  get isEmpty(): boolean {
    return this.#plan.rules.length === 0;
  }

  /** Whether a rule asks for the properties of messages. */
  get wantsProperties(): boolean {
    return this.#plan.rules.some(({ when }) => when.properties !== undefined);
  }

  /** Begins a plan anew: all its counts are 0. */
  replace(plan: FaultPlan): void {
    this.#plan = plan;
    this.#counts = new Map();
  }

  /** The faults of a call at one stage, counted. */
  decide(call: FaultCall, stage: FaultStage): readonly Injection[] {
    const { injections, counts } = decideFaults(this.#plan, this.#counts, call, stage);
    this.#counts = counts;
    for (const { rule } of injections) {
      this.#injected.set(rule.fault.kind, (this.#injected.get(rule.fault.kind) ?? 0) + 1);
    }
    return injections;
  }

  /** Since the start, over all plans. */
  get injectedByKind(): ReadonlyMap<FaultKind, number> {
    return this.#injected;
  }

  /** The plan with its defaults, as it could be sent back, and how often each rule has struck. */
  report() {
    const { seed, rules } = this.#plan;
    return {
      plan: { seed, rules: rules.map(({ name, fault, when }) => ({ name, ...fault, ...when })) },
      counts: rules.map((rule) => ({ rule: rule.name, ...countOf(this.#counts, rule) })),
    };
  }
}
