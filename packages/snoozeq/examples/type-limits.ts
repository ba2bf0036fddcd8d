import { consumerProfile } from '@snoozeq/core';

export const profile = consumerProfile({
  concurrency: 50,
  types: {
    report: { concurrency: 2 },
    mail: { rate: { starts: 10, perMs: 1_000 } },
  },
});
