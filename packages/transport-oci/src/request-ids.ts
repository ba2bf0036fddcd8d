import type { Activity, RandomSource } from '@snoozeq/core';

const issued = new WeakMap<Activity, number>();

/** `<name>.<n>`, counted per activity and not per transport: two transports of one process must not share an id. */
export const nextRequestId = (activity: Activity): string => {
  const sequence = (issued.get(activity) ?? 0) + 1;
  issued.set(activity, sequence);
  return `${activity.name}.${sequence}`;
};

const NAME_LENGTH = 8;

/** Counts nothing; the random name keeps the request ids of two processes apart. */
export const silentActivity = (random: RandomSource): Activity => ({
  name: `snoozeq-${Math.floor(random() * 36 ** NAME_LENGTH)
    .toString(36)
    .padStart(NAME_LENGTH, '0')}`,
  begin: () => () => undefined,
  beginWaiting: () => () => undefined,
});
