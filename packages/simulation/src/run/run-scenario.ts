import type { DurationMs } from '@snoozeq/core';
import { SimConsumer, type ConsumerMaking } from '../actors/sim-consumer.js';
import { publish, type ProducerMaking } from '../actors/sim-producer.js';
import { putRaw } from '../actors/put-raw.js';
import type { Calls } from '../faults/call-meter.js';
import type { Strike } from '../faults/fault-plan.js';
import type { Rules } from '../ledger/rules.js';
import type { Violation } from '../ledger/violation.js';
import { drawOf } from '../scenario/draw.js';
import type { MessageSpec, Scenario } from '../scenario/scenario.js';
import { START_MS, World } from '../world/world.js';
import { figuresOf, type RunFigures } from './figures.js';

/** Everything but the scenario that a run needs. */
export type Making = ConsumerMaking &
  ProducerMaking & {
    /** Code of somebody else's is in it, which may wait for real turns of the event loop. */
    readonly isOwn: boolean;
  };

export interface RunResult {
  readonly violation: Violation | undefined;
  readonly figures: RunFigures;
  readonly calls: Calls;
  /** The faults that struck, for a replay. */
  readonly strikes: readonly Strike[];
  /** What happened to the message that was followed. */
  readonly story: readonly string[];
}

const HOUR_MS: DurationMs = 3_600_000;
/** After the end of all faults: a hold of a consumer that died, and the retries after it. */
const TAIL_MS: DurationMs = 14 * HOUR_MS;
const LONGEST_RESTART_MS: DurationMs = 6 * HOUR_MS;

/** Runs one scenario to its end, or to the first thing that must not be. */
export const runScenario = async (
  scenario: Scenario,
  rules: Rules,
  making: Making,
  followed?: string,
): Promise<RunResult> => {
  const endMs = START_MS + scenario.durationMs + TAIL_MS;
  const world = new World(scenario, rules, endMs, { followed, isPatient: making.isOwn });
  const { clock, ledger, faults, queue, meter } = world;
  let [mostInFlight, producers] = [0, 0];
  scenario.consumers.forEach((_, index) => employ(world, index, making));
  for (const [atMs, specs] of byInstant(scenario.messages)) {
    producers += 1;
    const number = producers;
    clock.schedule(atMs, () => void publishAll(world, number, specs, making));
  }
  clock.schedule(START_MS + scenario.durationMs, () => faults.calm());
  await clock.run(endMs, () => {
    // Asking is what moves the queue on to this instant: what expires while nobody calls is told here.
    const { visible, inFlight } = queue.stats();
    ledger.balance(visible + inFlight);
    mostInFlight = Math.max(mostInFlight, inFlight);
    return ledger.violation !== undefined || ledger.open === 0;
  });
  if (!ledger.violation) ledger.close();
  return {
    violation: ledger.violation,
    figures: figuresOf(ledger, mostInFlight),
    calls: meter.calls,
    strikes: faults.struck,
    story: ledger.story,
  };
};

/** Keeps one consumer running: each that dies or makes room for a deploy has a successor. */
const employ = (world: World, index: number, making: ConsumerMaking): void => {
  const { clock, scenario } = world;
  const spec = scenario.consumers[index]!;
  let incarnation = 0;
  let current: SimConsumer | undefined;
  const start = (): void => {
    incarnation += 1;
    const number = index * 10_000 + incarnation;
    const consumer: SimConsumer = new SimConsumer(
      world,
      `c${index}.${incarnation}`,
      number,
      spec,
      making,
      (died) => {
        if (died && current === consumer)
          clock.schedule(clock.now() + restartMs(scenario, number, clock.now()), start);
      },
    );
    current = consumer;
  };
  const deploy = (): void => {
    const old = current;
    if (!old || old.host.isDead) return;
    start();
    old.stop();
  };
  clock.schedule(START_MS + spec.startAfterMs, start);
  for (const afterMs of spec.deploysAfterMs) clock.schedule(START_MS + afterMs, deploy);
};

/** Mostly a moment, sometimes hours; once all is calm, always a moment. */
const restartMs = ({ seed, durationMs }: Scenario, number: number, nowMs: number): DurationMs => {
  const draw = drawOf(seed, number, 7);
  const isCalm = nowMs >= START_MS + durationMs - LONGEST_RESTART_MS;
  return Math.floor(
    isCalm || draw < 0.9 ? 1_000 + draw * 60_000 : drawOf(seed, number, 8) * LONGEST_RESTART_MS,
  );
};

const byInstant = (messages: readonly MessageSpec[]): ReadonlyMap<number, readonly MessageSpec[]> => {
  const groups = new Map<number, MessageSpec[]>();
  for (const spec of messages) {
    const atMs = START_MS + spec.publishAfterMs;
    const group = groups.get(atMs);
    if (group) group.push(spec);
    else groups.set(atMs, [spec]);
  }
  return groups;
};

const publishAll = async (
  world: World,
  number: number,
  specs: readonly MessageSpec[],
  making: ProducerMaking,
): Promise<void> => {
  const planned = specs.filter(({ way }) => way === 'planned');
  await putRaw(
    world,
    specs.filter(({ way }) => way !== 'planned'),
    making.convention,
    making.bodyOf,
  );
  if (planned.length > 0) await publish(world, number, planned, making);
};
