import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { laneCalendar } from '../calendar/lane-calendar.js';
import { anInput, DAY, HOUR, LIMITS, MINUTE, NOW, SECOND, stamped } from '../spec-support/policy-input.js';
import { defaultPolicy } from './default-policy.js';
import { moveOn } from './move-on.js';

const LANE = 'due-20260105T0000';
const calendar = laneCalendar({ retentionMs: 7 * DAY });
/** Read when its lane has just opened, published a while before. */
const waking = (dueInMs: number, leftMs: number, message = {}) =>
  anInput({
    reading: stamped({ dueAtMs: NOW + dueInMs, attempts: 2 }),
    message: { lane: LANE, expiresAtMs: NOW + leftMs, createdAtMs: NOW + leftMs - 7 * DAY, ...message },
  });

describe('a message whose lane has opened', () => {
  test.each([
    ['would expire first', 20 * DAY, 30 * MINUTE, 'due-20260111T2300'],
    ['would expire first, and is due soon after', 3 * HOUR, 30 * MINUTE, 'due-20260105T0200'],
    ['has a lane further than one hide', 2 * DAY, 5 * DAY, 'due-20260106T2300'],
  ])('moves on when it %s', (_what, dueInMs, leftMs, lane) => {
    expect(moveOn(calendar)(waking(dueInMs, leftMs))).toMatchObject({
      kind: 'relay',
      dueAtMs: NOW + dueInMs,
      attempts: 2,
      reason: expect.stringContaining(lane),
    });
  });

  test.each([
    ['is due', 0, DAY, {}],
    ['is due within the lane', 40 * MINUTE, DAY, {}],
    ['is one hide away', 12 * HOUR, DAY, {}],
    ['would go to ready', 50 * MINUTE, 30 * MINUTE, {}],
    ['is in ready', 20 * DAY, 30 * MINUTE, { lane: 'ready' }],
    ['has no lane', 20 * DAY, 30 * MINUTE, { lane: undefined }],
    ['is read before its lane opens', 20 * DAY, 30 * MINUTE, { lane: 'due-20260105T0001' }],
    ['was published after its lane opened', 20 * DAY, 30 * MINUTE, { createdAtMs: NOW }],
  ])('is left to the gate when it %s', (_what, dueInMs, leftMs, message) => {
    expect(moveOn(calendar)(waking(dueInMs, leftMs, message))).toBeUndefined();
  });

  test.each([['unstamped' as const], ['malformed' as const]])('and that is %s is left alone', (kind) => {
    const reading = kind === 'unstamped' ? { kind } : { kind, reason: 'r' };
    expect(moveOn(calendar)(anInput({ reading, message: { lane: LANE } }))).toBeUndefined();
  });
});

/** Lives one message through its lanes: read as soon as one opens, `lateMs` after. */
const live = (delayMs: number, retentionMs: number, lateMs: number, mode: 'exact' | 'late') => {
  const lanes = laneCalendar({ retentionMs, mode });
  const policy = defaultPolicy({ calendar: lanes });
  const dueAtMs = NOW + delayMs;
  let [nowMs, createdAtMs, deliveryCount] = [NOW, NOW, 0];
  let [holds, relays] = [0, 0];
  let lane = lanes.laneFor(dueAtMs, nowMs);
  for (let steps = 0; steps < 2_000; steps += 1) {
    const expiresAtMs = createdAtMs + retentionMs;
    if (deliveryCount === 0) nowMs = Math.max(nowMs, lanes.opensAtMs(lane) ?? nowMs) + lateMs;
    deliveryCount += 1;
    expect(nowMs).toBeLessThan(expiresAtMs);
    const message = { lane, createdAtMs, expiresAtMs };
    const decision = policy(anInput({ reading: stamped({ dueAtMs }), nowMs, deliveryCount, message }));
    if (decision.kind === 'deliver') return { nowMs, dueAtMs, holds, relays };
    if (decision.kind === 'hold') {
      holds += 1;
      nowMs += Math.floor(Math.min(decision.untilMs - nowMs, LIMITS.maxHideMs) / SECOND) * SECOND;
    } else if (decision.kind === 'wait') {
      nowMs = decision.untilMs;
    } else {
      expect(decision.kind).toBe('relay');
      relays += 1;
      [createdAtMs, deliveryCount, lane] = [nowMs, 0, lanes.laneFor(dueAtMs, nowMs)];
    }
  }
  throw new Error('held for ever');
};

describe('a whole life in lanes', () => {
  const someLife = fc.record({
    delayMs: fc.integer({ min: 1, max: 60 * DAY }),
    retentionMs: fc.integer({ min: 2 * HOUR, max: 7 * DAY }),
    lateMs: fc.nat({ max: 5 * SECOND }),
    mode: fc.constantFrom('exact' as const, 'late' as const),
  });

  test('is never early, and ends', () => {
    fc.assert(
      fc.property(someLife, ({ delayMs, retentionMs, lateMs, mode }) => {
        const { nowMs, dueAtMs } = live(delayMs, retentionMs, lateMs, mode);
        expect(nowMs).toBeGreaterThanOrEqual(dueAtMs);
        expect(nowMs).toBeLessThanOrEqual(dueAtMs + lateMs + (mode === 'late' ? HOUR : 0));
      }),
    );
  });

  test.each([
    ['exact', 30 * DAY + 17 * MINUTE, { holds: 1, relays: 4 }],
    ['late', 30 * DAY + 17 * MINUTE, { holds: 0, relays: 4 }],
    ['exact', 365 * DAY + 17 * MINUTE, { holds: 1, relays: 52 }],
    ['exact', 5 * DAY + 17 * MINUTE, { holds: 1, relays: 0 }],
  ] as const)('%s, %i ms ahead on a queue that keeps a week: no hold for a leg', (mode, delayMs, calls) => {
    expect(live(delayMs, 7 * DAY, 0, mode)).toMatchObject(calls);
  });
});
