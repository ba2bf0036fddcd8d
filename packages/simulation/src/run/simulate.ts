import { systemClock } from '@snoozeq/core/base';
import type { DurationMs } from '@snoozeq/core';
import { dueStampV1, strategyOf } from '@snoozeq/delay-policy';
import { OCI_CAPABILITIES } from '@snoozeq/transport-memory';
import type { Calls } from '../faults/call-meter.js';
import type { Strike } from '../faults/fault-plan.js';
import type { Rules } from '../ledger/rules.js';
import type { Violation } from '../ledger/violation.js';
import { drawScenario } from '../scenario/draw-scenario.js';
import type { Scenario } from '../scenario/scenario.js';
import { mergedFigures, type RunFigures } from './figures.js';
import type { SimulationOptions } from './options.js';
import { runScenario, type Making, type RunResult } from './run-scenario.js';
import { shrink } from './shrink.js';

/** A run in which something was that must never be. */
export interface FailedRun {
  /** Replays it: `simulate({ ...options, seed, runs: 1 })`. */
  readonly seed: number;
  readonly violation: Violation;
  /** Replays it, too; that of the first violation is made small. */
  readonly scenario: Scenario;
  readonly strikes: readonly Strike[];
  /** What happened to the message. */
  readonly story: readonly string[];
}

export interface SimulationReport {
  readonly runs: number;
  readonly violations: readonly FailedRun[];
  readonly messages: number;
  /** Real time. */
  readonly wallMs: DurationMs;
  /** Of all runs together. */
  readonly calls: Calls;
  readonly figures: RunFigures;
}

const WEEK_MS: DurationMs = 604_800_000;
const DEAD_LANE = 'dead';
/** What a coalesced batch may wait for company. */
const SETTLE_MS: DurationMs = 25;
const DEFAULT_ATTEMPTS = 5;

/**
 * Lets producers and consumers live through weeks in milliseconds, with everything going wrong that may, and checks after every step
 * that nothing is early, lost, held for ever or handled twice without a reason. The same seed always gives the same week.
 */
export const simulate = async (options: SimulationOptions = {}): Promise<SimulationReport> => {
  const { seed = 1, onRun } = options;
  const runs = options.scenario ? 1 : (options.runs ?? 1);
  const begunMs = systemClock.now();
  const violations: FailedRun[] = [];
  const results: RunResult[] = [];
  const isOver = (): boolean => options.untilViolation === true && violations.length > 0;
  for (let run = 0; run < runs && !isOver(); run += 1) {
    const scenario = options.scenario ?? scenarioOf(seed + run, options);
    const result = await runScenario(scenario, rulesOf(scenario, options), makingOf(scenario, options));
    onRun?.(result, scenario);
    results.push(result);
    if (!result.violation) continue;
    const isFirst = violations.length === 0 && options.shrink !== false;
    const listed = { ...scenario, faults: { kind: 'listed' as const, strikes: result.strikes } };
    const small = isFirst ? await shrunk(listed, result.violation, options) : scenario;
    violations.push(await explained(seed + run, small, result.violation, options));
  }
  return {
    runs: results.length,
    violations,
    messages: results.reduce((sum, { figures }) => sum + figures.messages, 0),
    wallMs: Math.round(systemClock.now() - begunMs),
    ...mergedFigures(results),
  };
};

/** One report of several, as of runs on several threads. `wallMs` is their sum. */
export const mergedReports = (reports: readonly SimulationReport[]): SimulationReport => ({
  runs: reports.reduce((sum, { runs }) => sum + runs, 0),
  violations: reports.flatMap(({ violations }) => violations).sort((one, other) => one.seed - other.seed),
  messages: reports.reduce((sum, { messages }) => sum + messages, 0),
  wallMs: reports.reduce((sum, { wallMs }) => sum + wallMs, 0),
  ...mergedFigures(reports),
});

/** Runs it again to the same end, following the message that it is about. */
const explained = async (
  seed: number,
  scenario: Scenario,
  violation: Violation,
  options: SimulationOptions,
): Promise<FailedRun> => {
  const run = (followed?: string): Promise<RunResult> =>
    runScenario(scenario, rulesOf(scenario, options), makingOf(scenario, options), followed);
  const now = (await run()).violation ?? violation;
  const { strikes, story } = await run(now.message);
  return { seed, violation: now, scenario, strikes, story };
};

/** Smaller, and still against the same invariant. */
const shrunk = (
  scenario: Scenario,
  { invariant }: Violation,
  options: SimulationOptions,
): Promise<Scenario> =>
  shrink(scenario, async (smaller) => {
    const { violation } = await runScenario(smaller, rulesOf(smaller, options), makingOf(smaller, options));
    return violation?.invariant === invariant;
  });

const scenarioOf = (seed: number, options: SimulationOptions): Scenario =>
  drawScenario(seed, {
    durationMs: options.durationMs ?? WEEK_MS,
    messages: options.messages ?? 200,
    consumers: options.consumers ?? 3,
    calm: options.calm ?? false,
    rates: options.rates,
    settings: options.settings,
  });

const rulesOf = ({ consumers, queue, latency }: Scenario, options: SimulationOptions): Rules => ({
  leaseMs: consumers[0]?.profile.leaseMs ?? 0,
  maxHideMs: OCI_CAPABILITIES.maxHideMs,
  deadLane: DEAD_LANE,
  maxAttempts: options.maxAttempts ?? (options.policy || options.handler ? undefined : DEFAULT_ATTEMPTS),
  slackMs: SETTLE_MS + 3 * (latency.thereMs + latency.backMs),
  countsUpdates: queue.settings.updateCounts === true,
});

const makingOf = ({ queue }: Scenario, options: SimulationOptions): Making => {
  const { maxHideMs, maxMessageBytes } = { ...OCI_CAPABILITIES, ...queue.limits };
  const settings = { ...queue.settings, maxHideMs, maxMessageBytes };
  const { strategy = 'hold', handler, parts, pipeline, fenced = false, fence } = options;
  const { policy, planner, calendar } =
    typeof strategy === 'string' ? strategyOf(strategy, settings) : strategy(settings);
  return {
    isOwn: [handler, parts, pipeline, fence].some((own) => own !== undefined),
    policy: options.policy ?? policy,
    planner,
    calendar,
    fence: fenced ? (fence ?? ((shared) => shared)) : undefined,
    convention: dueStampV1(settings),
    bodyOf: options.bodyOf ?? (({ name, padding }) => name.padEnd(name.length + padding, '.')),
    handler,
    parts,
    pipeline,
  };
};
