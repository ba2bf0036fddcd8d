import { wholeNumberFault } from './whole-number-fault.js';

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
  if (typeof pollers === 'number') return wholeNumberFault('pollers', pollers, 1, MOST);
  const { min, max } = pollers;
  const faults = wholeNumberFault('pollers.min', min, 1, MOST);
  return faults.length > 0 ? faults : wholeNumberFault('pollers.max', max, min, MOST);
};
