import { QueueError } from '@snoozeq/core';
import { startUpFaults } from '../start-up/start-up-faults.js';
import type { StartUp } from '../start-up/start-up.js';

/** Throws a `QueueError` with code `misconfigured` that tells every fault, its limit, where that comes from, and the remedy. */
export const refuseToStart = (start: StartUp): void => {
  const faults = misconfigured(() => startUpFaults(start));
  if (faults.length === 0) return;
  const who = start.profile ? 'consumer' : 'producer';
  const reasons = faults.map(({ message, source }) => `${message} (${source})`);
  throw new QueueError('misconfigured', `This ${who} cannot work on its queue. ${reasons.join(' ')}`);
};

/** An option that is out of range is a mistake of the configuration, like any other. */
export const misconfigured = <T>(make: () => T): T => {
  try {
    return make();
  } catch (error) {
    throw QueueError.from(error, 'misconfigured');
  }
};
