import { describe, expect, jest, test } from '@jest/globals';
import { simulate } from './simulate.js';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;

/** A policy that delivers one message in the middle of its wait, when it comes round for the second time. */
const mistaken = {
  shrink: true,
  untilViolation: true,
  runs: 20,
  messages: 60,
  seed: 1,
  maxAttempts: 5,
} as const;

describe('a failure', () => {
  test('is made small, and replays from what is left', async () => {
    const { violations } = await simulate({
      ...mistaken,
      parts: (parts) => ({
        ...parts,
        policy: (input) => parts.policy({ ...input, nowMs: input.nowMs + HOUR_MS }),
      }),
    });
    const [found] = violations;
    expect(found?.violation.invariant).toBe('early');
    expect(found?.scenario.messages).toHaveLength(1);
    expect(found?.scenario.faults).toEqual({ kind: 'listed', strikes: [] });
    const again = await simulate({
      maxAttempts: 5,
      scenario: found!.scenario,
      parts: (parts) => ({
        ...parts,
        policy: (input) => parts.policy({ ...input, nowMs: input.nowMs + HOUR_MS }),
      }),
    });
    expect(again.violations[0]?.violation).toEqual(found?.violation);
  });

  test('that needs a crash keeps the crash', async () => {
    const { violations } = await simulate({
      ...mistaken,
      runs: 100,
      fenced: true,
      fence: (shared) => ({
        claim: async (id, leaseMs) => {
          const answer = await shared.claim(id, leaseMs);
          if (answer.kind === 'won') await shared.done(answer.claim, 168 * HOUR_MS);
          return answer;
        },
        renew: (claim, leaseMs) => shared.renew(claim, leaseMs),
        done: (claim, keepMs) => shared.done(claim, keepMs),
        release: (claim) => shared.release(claim),
      }),
    });
    expect(violations[0]?.violation.invariant).toBe('lost');
    expect(violations[0]?.scenario.messages).toHaveLength(1);
  });
});
