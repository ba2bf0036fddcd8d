import type { DelayPolicy, EpochMs, PolicyInput } from '@snoozeq/core';
import { defaultPolicy } from '@snoozeq/delay-policy';
import type { Mutant } from './mutant.js';

const right = defaultPolicy();

const dueOf = ({ reading }: PolicyInput): EpochMs | undefined =>
  reading.kind === 'stamped' ? reading.stamp.dueAtMs : undefined;

/** The right policy but for messages that are not due and have not failed. */
const beforeDue =
  (judge: (input: PolicyInput, dueAtMs: EpochMs) => ReturnType<DelayPolicy> | undefined): DelayPolicy =>
  (input) => {
    const dueAtMs = dueOf(input);
    const isEarly = dueAtMs !== undefined && dueAtMs > input.nowMs && input.failure === undefined;
    return (isEarly ? judge(input, dueAtMs) : undefined) ?? right(input);
  };

const countsDown = beforeDue(({ delivery, limits }, dueAtMs) => {
  const holds = Math.ceil((dueAtMs - (delivery.message.createdAtMs ?? 0)) / limits.maxHideMs);
  return delivery.deliveryCount > holds ? { kind: 'deliver' } : undefined;
});

const nearEnough = beforeDue(({ nowMs }, dueAtMs) =>
  dueAtMs - nowMs < 1_000 ? { kind: 'deliver' } : undefined,
);

const letsGo = beforeDue((input) => {
  const decision = right(input);
  return decision.kind === 'hold' ? { kind: 'release' } : decision;
});

const neverRelays = beforeDue((input, dueAtMs) => {
  const decision = right(input);
  return decision.kind === 'relay' ? { kind: 'hold', untilMs: dueAtMs, reason: 'not due' } : decision;
});

const trustsLanes = beforeDue(({ delivery }) =>
  delivery.message.lane?.startsWith('due-') ? { kind: 'deliver' } : undefined,
);

export const policyMutants: readonly Mutant[] = [
  { name: 'a gate that trusts the delivery count', breaks: ['early'], options: { policy: countsDown } },
  { name: 'a gate that takes the last second for due', breaks: ['early'], options: { policy: nearEnough } },
  {
    name: 'a host clock used for due',
    breaks: ['early'],
    options: {
      parts: (parts) => ({
        ...parts,
        policy: (input) => parts.policy({ ...input, nowMs: parts.queueClock.now() }),
      }),
    },
  },
  {
    name: 'what comes from an open lane taken for due',
    breaks: ['early'],
    options: { strategy: 'lane', policy: trustsLanes },
  },
  { name: 'releasing instead of holding', breaks: ['counters'], options: { policy: letsGo } },
  {
    name: 'holding what expires first',
    breaks: ['lost', 'counters'],
    options: { policy: neverRelays, settings: { retentionMs: 86_400_000, maxDeliveries: 0 } },
  },
];
