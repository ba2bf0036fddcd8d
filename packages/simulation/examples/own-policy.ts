import {
  alreadyDead,
  constantBackoff,
  dueGate,
  poison,
  policyOf,
  retryAfterFailure,
} from '@snoozeq/delay-policy';
import { simulate } from '@snoozeq/simulation';

/** Ours: three attempts, ten minutes apart. */
const policy = policyOf(
  poison(),
  alreadyDead(),
  retryAfterFailure(constantBackoff(600_000), { maxAttempts: 3 }),
  dueGate(),
);

export const report = await simulate({ policy, maxAttempts: 3, runs: 20, seed: 1 });
for (const { seed, violation, story } of report.violations) {
  console.error(`seed ${seed}: ${violation.invariant}: ${violation.text}`, story);
}
