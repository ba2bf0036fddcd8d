import { describe, expect, test } from '@jest/globals';
import type { Decision, Delivery, PolicyInput, PolicyLimits, StampReading } from '@snoozeq/core';
import fc from 'fast-check';
import { laneCalendar } from '../calendar/lane-calendar.js';
import { aDelivery, DAY, HOUR, LIMITS, MINUTE, NOW, SECOND, stamped } from '../spec-support/policy-input.js';
import { countDeliveries } from '../stamp/count-deliveries.js';
import { defaultPolicy } from './default-policy.js';

interface History {
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly maxDeliveries: number;
  readonly maxAttempts: number;
  readonly lanes: boolean;
  /** Receipts are kept, and die after this many renewals; `undefined`: messages are held. */
  readonly keeperDiesAfter?: number;
  /** How often the handler fails before it completes. */
  readonly failures: number;
  /** From becoming visible to being received, return by return; over and over. */
  readonly lateMs: readonly number[];
}

interface Start {
  readonly attempt: number;
  readonly attemptsLeft: number;
  readonly starts: number;
  readonly isLast: boolean;
}
interface Ended {
  readonly kind: 'completed' | 'dead-letter' | 'expired';
  readonly starts: readonly Start[];
  /** Holds and keeps decided on a last allowed delivery. */
  readonly spentLast: readonly Decision[];
}

/** Lives one message through holds, kept receipts, lanes, relays, failures and outages, as a settler and a service would. */
const live = (history: History): Ended => {
  const { retentionMs, maxDeliveries, maxAttempts, lateMs } = history;
  const limits: PolicyLimits = { ...LIMITS, maxDeliveries };
  const calendar = history.lanes ? laneCalendar({ retentionMs }) : undefined;
  const policy = defaultPolicy({
    maxAttempts,
    keep: history.keeperDiesAfter !== undefined,
    ...(calendar && { calendar }),
  });
  const starts: Start[] = [];
  const spentLast: Decision[] = [];
  let returns = 0;
  let nowMs = NOW;
  let reading: StampReading = stamped({ dueAtMs: NOW + history.delayMs });
  let delivery: Delivery;

  const late = (): number => lateMs[(returns += 1) % lateMs.length] ?? 0;
  const publish = (dueAtMs: number): void => {
    const lane = calendar?.laneFor(dueAtMs, nowMs) ?? 'ready';
    const message = { lane, createdAtMs: nowMs, expiresAtMs: nowMs + retentionMs };
    nowMs = Math.max(nowMs, calendar?.opensAtMs(lane) ?? nowMs) + late();
    delivery = aDelivery({ message, servedAtMs: nowMs });
  };
  const comeBack = (atMs: number): void => {
    nowMs = atMs + late();
    delivery = { ...delivery, deliveryCount: delivery.deliveryCount + 1, servedAtMs: nowMs };
  };
  const carryOut = (decision: Decision): void => {
    const isLast = maxDeliveries > 0 && delivery.deliveryCount >= maxDeliveries;
    if (decision.kind === 'wait') nowMs = decision.untilMs;
    else if (decision.kind === 'hold' || decision.kind === 'keep') {
      if (isLast) spentLast.push(decision);
      const hops = decision.kind === 'hold' ? 1 : 1 + (history.keeperDiesAfter ?? 0);
      comeBack(Math.min(decision.untilMs, nowMs + hops * limits.maxHideMs));
    } else if (decision.kind === 'relay') {
      const { dueAtMs, attempts } = decision;
      const relays = reading.kind === 'stamped' ? reading.stamp.relays + 1 : 1;
      reading = stamped({ dueAtMs, attempts, relays });
      publish(dueAtMs);
    } else throw new Error(`not to be carried out: ${decision.kind}`);
  };

  publish(NOW + history.delayMs);
  for (let steps = 0; steps < 3_000; steps += 1) {
    if (nowMs >= delivery!.message.expiresAtMs) return { kind: 'expired', starts, spentLast };
    const counters = countDeliveries(delivery!, reading, { ...limits, maxAttempts });
    const input: PolicyInput = { delivery: delivery!, reading, counters, nowMs, limits };
    const decision = policy(input);
    if (decision.kind !== 'deliver') {
      carryOut(decision);
      continue;
    }
    const isLast = maxDeliveries > 0 && delivery!.deliveryCount >= maxDeliveries;
    starts.push({ ...counters, starts: starts.length + 1, isLast });
    if (starts.length > history.failures) return { kind: 'completed', starts, spentLast };
    const after = policy({ ...input, failure: { error: new Error('no') } });
    if (after.kind === 'dead-letter') return { kind: 'dead-letter', starts, spentLast };
    carryOut(after);
  }
  throw new Error('held for ever');
};

const someHistory = {
  delayMs: fc.oneof(fc.integer({ min: 0, max: 30 * DAY }), fc.nat({ max: 3 * SECOND })),
  retentionMs: fc.integer({ min: 1, max: 7 }).map((days) => days * DAY),
  maxDeliveries: fc.constantFrom(0, 2, 3, 5, 20),
  maxAttempts: fc.integer({ min: 1, max: 6 }),
  lanes: fc.boolean(),
  failures: fc.nat({ max: 8 }),
};
const atOnce = [0];

describe('over a whole life of holds, lanes, relays and failures', () => {
  test('of what is received at once, attempt is the number of the handler start, and only spent attempts dead-letter', () => {
    fc.assert(
      fc.property(fc.record(someHistory), (history) => {
        const { kind, starts } = live({ ...history, lateMs: atOnce });
        for (const start of starts) expect(start.attempt).toBe(start.starts);
        const { failures, maxAttempts } = history;
        expect(kind).toBe(failures < maxAttempts ? 'completed' : 'dead-letter');
        expect(starts).toHaveLength(Math.min(failures + 1, maxAttempts));
      }),
      { numRuns: 500 },
    );
  });

  const withTrouble = fc.record({
    ...someHistory,
    keeperDiesAfter: fc.option(fc.nat({ max: 20 }), { nil: undefined }).map((hops) => hops as number),
    lateMs: fc.array(fc.oneof(fc.constant(50), fc.integer({ min: 0, max: 40 * HOUR })), {
      minLength: 1,
      maxLength: 9,
    }),
  });

  test('with outages and keepers that die, attempt is never too high, so no attempt is taken away', () => {
    fc.assert(
      fc.property(withTrouble, (history) => {
        const { kind, starts } = live(history);
        for (const start of starts) expect(start.attempt).toBeLessThanOrEqual(start.starts);
        if (kind === 'dead-letter') expect(starts.length).toBeGreaterThanOrEqual(history.maxAttempts);
      }),
      { numRuns: 500 },
    );
  });

  test('the last allowed delivery is never spent on a hold, and no start is promised beyond it', () => {
    fc.assert(
      fc.property(withTrouble, (history) => {
        const { starts, spentLast } = live(history);
        expect(spentLast).toEqual([]);
        for (const { isLast, attemptsLeft } of starts) if (isLast) expect(attemptsLeft).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

test('while a keeper lives its deliveries are few, and failures are taken for the holds that it saved', () => {
  const history = { retentionMs: 7 * DAY, maxDeliveries: 0, lanes: false, lateMs: atOnce };
  const ended = live({ ...history, delayMs: 6 * DAY, maxAttempts: 3, failures: 99, keeperDiesAfter: 99 });
  expect(ended.kind).toBe('dead-letter');
  // 12 holds were planned and 1 was needed: 11 failures too many before the limit is reached.
  expect(ended.starts).toHaveLength(3 + 11);
});

test('after a lane that opened in its hour, failures are counted from the second on', () => {
  const history = { retentionMs: 7 * DAY, maxDeliveries: 0, lanes: true, lateMs: atOnce };
  const ended = live({ ...history, delayMs: 6 * DAY + 30 * MINUTE, maxAttempts: 3, failures: 99 });
  expect(ended.starts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
});
