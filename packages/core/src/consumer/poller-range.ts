/** Poll loops of one lane: as many as its backlog needs, 1 to 10. */
export interface PollerRange {
  readonly min: number;
  readonly max: number;
}

const MOST = 10;

export const pollerRange = (pollers: number | PollerRange): PollerRange =>
  typeof pollers === 'number' ? { min: pollers, max: pollers } : pollers;

/** What is wrong with a setting of pollers, naming it, its value and its range. */
export const pollerFaults = (pollers: number | PollerRange): readonly string[] => {
  if (typeof pollers === 'number') return wholeFault('pollers', pollers, 1);
  const { min, max } = pollers;
  const faults = wholeFault('pollers.min', min, 1);
  return faults.length > 0 ? faults : wholeFault('pollers.max', max, min);
};

const wholeFault = (name: string, value: number, least: number): readonly string[] =>
  Number.isInteger(value) && value >= least && value <= MOST
    ? []
    : [`${name} is ${value}: give a whole number from ${least} to ${MOST}.`];
