import type { Scenario } from '../scenario/scenario.js';

/** Whether a scenario still goes wrong in the same way. */
export type Fails = (scenario: Scenario) => Promise<boolean>;

/** Most runs that making a failure smaller may take. */
const MOST_TRIES = 300;

/**
 * The smallest scenario found that still fails: fewer messages, fewer faults, fewer deploys and consumers. Its faults have to be
 * listed, because what is drawn depends on the calls. Returned as it is when it does not fail at all.
 */
export const shrink = async (failing: Scenario, stillFails: Fails): Promise<Scenario> => {
  let tries = 0;
  const fails: Fails = async (scenario) => {
    tries += 1;
    return tries <= MOST_TRIES && stillFails(scenario);
  };
  if (!(await fails(failing))) return failing;
  let smallest = failing;
  for (const step of [withoutMessages, withoutStrikes, withoutDeploys, withoutConsumers, withoutMessages]) {
    smallest = await step(smallest, fails);
  }
  return smallest;
};

type Step = (scenario: Scenario, fails: Fails) => Promise<Scenario>;

const withoutMessages: Step = async (scenario, fails) => {
  const messages = await fewer(scenario.messages, (some) => fails({ ...scenario, messages: some }));
  return { ...scenario, messages };
};

const withoutStrikes: Step = async (scenario, fails) => {
  if (scenario.faults.kind !== 'listed') return scenario;
  const withStrikes = (strikes: typeof scenario.faults.strikes): Scenario => ({
    ...scenario,
    faults: { kind: 'listed', strikes },
  });
  return withStrikes(await fewer(scenario.faults.strikes, (some) => fails(withStrikes(some))));
};

const withoutDeploys: Step = async (scenario, fails) => {
  const consumers = scenario.consumers.map((consumer) => ({ ...consumer, deploysAfterMs: [] }));
  return (await fails({ ...scenario, consumers })) ? { ...scenario, consumers } : scenario;
};

/** One that never starts keeps its number: the faults of the others are named after theirs. */
const withoutConsumers: Step = async (scenario, fails) => {
  const idle = { startAfterMs: Number.MAX_SAFE_INTEGER / 2, deploysAfterMs: [] };
  let smallest = scenario;
  for (const index of scenario.consumers.keys()) {
    const consumers = smallest.consumers.map((one, at) => (at === index ? { ...one, ...idle } : one));
    if (await fails({ ...smallest, consumers })) smallest = { ...smallest, consumers };
  }
  return smallest;
};

/** Leaves out ever smaller runs of items, as long as what remains fails. */
const fewer = async <T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> => {
  let rest = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let first = 0; first < rest.length;) {
      const candidate = [...rest.slice(0, first), ...rest.slice(first + size)];
      if (await fails(candidate)) rest = candidate;
      else first += size;
    }
  }
  return rest;
};
