import { describe, expect, test } from '@jest/globals';
import { dueGate } from './due-gate.js';
import {
  anInput,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  SECOND,
  stamped,
  type InputParts,
} from '../spec-support/policy-input.js';

const dueIn = (ms: number) => stamped({ dueAtMs: NOW + ms });
const judge = (parts: InputParts) => dueGate()(anInput(parts));

describe('has no opinion of', () => {
  test.each([
    ['what is unstamped', { kind: 'unstamped' } as const],
    ['what is malformed', { kind: 'malformed', reason: 'r' } as const],
    ['a stamp without a due time', stamped()],
    ['what is due now', dueIn(0)],
    ['what is overdue', dueIn(-1)],
  ])('%s', (_what, reading) => expect(judge({ reading })).toBeUndefined());
});

describe('waits in memory', () => {
  test.each([1, 999, 1_000])('for the last %d ms', (ms) =>
    expect(judge({ reading: dueIn(ms) })).toEqual({ kind: 'wait', untilMs: NOW + ms }),
  );
  test('not longer than asked', () => {
    const gate = dueGate({ waitBelowMs: 5 * SECOND });
    expect(gate(anInput({ reading: dueIn(5 * SECOND) }))).toMatchObject({ kind: 'wait' });
    expect(gate(anInput({ reading: dueIn(5 * SECOND + 1) }))).toMatchObject({ kind: 'hold' });
  });
  test('for at least one step of a hide, which would be rounded to nothing', () => {
    expect(dueGate({ waitBelowMs: 0 })(anInput({ reading: dueIn(SECOND) }))).toMatchObject({ kind: 'wait' });
  });
  test('on the last delivery too, because it costs none', () => {
    expect(judge({ reading: dueIn(500), deliveryCount: 5, limits: { maxDeliveries: 5 } })).toMatchObject({
      kind: 'wait',
    });
  });
});

describe('holds', () => {
  test.each([
    ['until the due time', { reading: dueIn(HOUR) }, HOUR],
    ['until the due time, one longest hide away', { reading: dueIn(12 * HOUR) }, 12 * HOUR],
    // A settler hides for the longest hide at most; the spare step below keeps it from losing one to rounding.
    ['for one hop when it is further', { reading: dueIn(DAY) }, 12 * HOUR + SECOND - 1],
    [
      'until the due time, one lease before the expiry',
      { reading: dueIn(HOUR), message: { expiresAtMs: NOW + HOUR + 30 * SECOND } },
      HOUR,
    ],
    [
      'until a quarter of an hour before it would expire',
      { reading: dueIn(DAY), message: { expiresAtMs: NOW + 2 * HOUR } },
      2 * HOUR - 15 * MINUTE,
    ],
    [
      'until a quarter of a short life is left',
      { reading: dueIn(DAY), message: { expiresAtMs: NOW + 4 * MINUTE } },
      3 * MINUTE,
    ],
    [
      'until one lease of a very short life is left',
      { reading: dueIn(DAY), message: { expiresAtMs: NOW + MINUTE } },
      30 * SECOND,
    ],
    [
      'while a delivery is left',
      { reading: dueIn(HOUR), deliveryCount: 4, limits: { maxDeliveries: 5 } },
      HOUR,
    ],
  ])('%s', (_what, parts, ms) => expect(judge(parts)).toMatchObject({ kind: 'hold', untilMs: NOW + ms }));

  test('and says for how long', () => {
    expect(judge({ reading: dueIn(27 * HOUR) })).toMatchObject({ reason: 'not due for 1d 3h' });
  });
});

describe('relays', () => {
  test('what would expire first, near its expiry', () => {
    const decision = judge({
      reading: dueIn(DAY),
      message: { createdAtMs: NOW - DAY, expiresAtMs: NOW + 80 * SECOND },
    });
    expect(decision).toEqual({
      kind: 'relay',
      dueAtMs: NOW + DAY,
      attempts: 0,
      reason: 'expires in 1m 20s, due in 1d',
    });
  });

  test('and does not hold for less than a step before that', () => {
    const message = { createdAtMs: NOW - DAY, expiresAtMs: NOW + 91 * SECOND };
    expect(judge({ reading: dueIn(DAY), message })).toMatchObject({ kind: 'relay' });
  });

  test('what is on its last delivery, with the attempts spent so far', () => {
    const reading = stamped({ dueAtMs: NOW + HOUR, attempts: 2 });
    const decision = judge({ reading, deliveryCount: 2, limits: { maxDeliveries: 2 } });
    expect(decision).toEqual({
      kind: 'relay',
      dueAtMs: NOW + HOUR,
      attempts: 2,
      reason: 'delivery 2 of 2 is the last allowed',
    });
  });
});

describe('where a relay would repeat for ever', () => {
  test('a delivery limit of 1 dead-letters and says what to set', () => {
    expect(judge({ reading: dueIn(HOUR), limits: { maxDeliveries: 1 } })).toEqual({
      kind: 'dead-letter',
      reason: expect.stringContaining('deadLetterQueueDeliveryCount'),
    });
  });

  const life = { createdAtMs: NOW, expiresAtMs: NOW + 20 * SECOND };
  test('a retention below the lease waits in memory for what is due in time', () => {
    expect(judge({ reading: dueIn(15 * SECOND), message: life })).toEqual({
      kind: 'wait',
      untilMs: NOW + 15 * SECOND,
    });
  });
  test('and dead-letters what is not', () => {
    expect(judge({ reading: dueIn(MINUTE), message: life })).toEqual({
      kind: 'dead-letter',
      reason: expect.stringContaining('longer retention'),
    });
  });
});

describe('keeps, when asked to', () => {
  const keeping = dueGate({ keep: true });
  test.each([
    ['beyond the longest hide, until the due time', { reading: dueIn(3 * DAY) }, 'keep', 3 * DAY],
    ['not what one hide reaches', { reading: dueIn(12 * HOUR) }, 'hold', 12 * HOUR],
    [
      'until the margin of its expiry, to be relayed there',
      { reading: dueIn(9 * DAY), message: { expiresAtMs: NOW + 7 * DAY } },
      'keep',
      7 * DAY - 15 * MINUTE,
    ],
  ] as const)('%s', (_what, parts, kind, untilMs) =>
    expect(keeping(anInput(parts))).toMatchObject({ kind, untilMs: NOW + untilMs }),
  );
  test('but relays on the last delivery, whose receipt may die as well', () => {
    const input = anInput({ reading: dueIn(DAY), deliveryCount: 5, limits: { maxDeliveries: 5 } });
    expect(keeping(input)).toMatchObject({ kind: 'relay' });
  });
});

describe('coalesces, when asked to', () => {
  // NOW is a whole day, so a grid of 15 s begins there.
  const gathering = dueGate({ coalesceMs: 15 * SECOND });
  test.each([
    ['neighbours return at one instant of the grid', HOUR + 1, 'hold', HOUR],
    ['to the last of them', HOUR + 15 * SECOND - 1, 'hold', HOUR],
    ['the next one belongs to the next instant', HOUR + 15 * SECOND, 'hold', HOUR + 15 * SECOND],
    ['and they wait in memory to their own due times', 15 * SECOND, 'wait', 15 * SECOND],
    ['also where a hide to the grid would be too short to be one', 17 * SECOND, 'wait', 17 * SECOND],
    ['but not longer', 17 * SECOND + 1, 'hold', 15 * SECOND],
  ] as const)('%s', (_what, ms, kind, untilMs) =>
    expect(gathering(anInput({ reading: dueIn(ms) }))).toMatchObject({ kind, untilMs: NOW + untilMs }),
  );
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 3_600_001])('%d ms is refused', (coalesceMs) =>
    expect(() => dueGate({ coalesceMs })).toThrow(/coalesceMs .*: give 0 to 3600000/),
  );
});
