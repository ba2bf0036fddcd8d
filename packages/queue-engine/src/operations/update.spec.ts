import { describe, expect, test } from '@jest/globals';
import { anEngine, getOne, peekAll, putNamed, told } from '../spec-model/an-engine.js';

describe('an update of a leased message', () => {
  test.each([
    { visibilityMs: 100, visibleAfterMs: 105, what: 'longer' },
    { visibilityMs: 2, visibleAfterMs: 7, what: 'shorter' },
  ])(
    'counts from now, to a $what lease (F3.update-relative, F3.update-range)',
    ({ visibilityMs, visibleAfterMs }) => {
      const engine = anEngine();
      putNamed(engine, 'a', 0);
      const { ref, message } = getOne(engine, 0, { visibilityMs: 10 });
      const { status, changes } = engine.update(ref, visibilityMs, 5);
      expect(status).toEqual({ kind: 'applied', message, visibleAfterMs });
      expect(changes).toEqual([{ kind: 'hidden', atMs: 5, ref, visibleAfterMs }]);
      expect(engine.nextEventAtMs()).toBe(visibleAfterMs);
      expect(getOne(engine, visibleAfterMs)).toMatchObject({ deliveryCount: 2 });
    },
  );

  test('can be repeated with one reference and never adds a delivery or moves the expiry (F3.receipt-after-update, F3.update-count, F3.expire-after)', () => {
    const engine = anEngine({ retentionMs: 100, maxDeliveries: 2 });
    putNamed(engine, 'a', 0);
    const { ref, message } = getOne(engine, 0);
    for (const nowMs of [5, 10, 15]) engine.update(ref, 10, nowMs);
    expect(getOne(engine, 25)).toMatchObject({ deliveryCount: 2, message });
  });

  test('to 0 makes it visible now, behind what has been visible longer (F3.update-zero)', () => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0);
    putNamed(engine, 'b', 2);
    const { status, changes } = engine.update(ref, 0, 3);
    expect(status).toMatchObject({ kind: 'applied', visibleAfterMs: 3 });
    expect(changes).toEqual([{ kind: 'lapsed', atMs: 3, ref }]);
    expect(peekAll(engine, 3)).toBe('ba');
  });

  test('to 0 on the last delivery dead-letters it', () => {
    const engine = anEngine({ maxDeliveries: 1 });
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0);
    const { status, changes } = engine.update(ref, 0, 3);
    expect(status).toMatchObject({ kind: 'applied' });
    expect(changes).toEqual([{ kind: 'dead-lettered', atMs: 3, ref }]);
    expect(engine.update(ref, 10, 3).status).toEqual({ kind: 'stale' });
  });
});

describe('an update of a message that is visible', () => {
  test('hides it again when its delivery is still the latest', () => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 10 });
    const { changes } = engine.update(ref, 20, 12);
    expect(told(changes)).toEqual(['10 lapsed 1', '12 hidden 1']);
    expect(engine.hasVisible({}, 31)).toBe(false);
    expect(engine.hasVisible({}, 32)).toBe(true);
  });

  test('to 0 applies, changes nothing and keeps its place', () => {
    const engine = anEngine();
    putNamed(engine, 'ab', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 0 });
    expect(engine.update(ref, 0, 5)).toMatchObject({
      status: { kind: 'applied', visibleAfterMs: 5 },
      changes: [],
    });
    expect(peekAll(engine, 5)).toBe('ab');
  });

  test('hides a peeked message, which then lapses as usual', () => {
    const engine = anEngine({ maxDeliveries: 2 });
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 0 });
    engine.update(ref, 10, 1);
    expect(told(engine.advance(11))).toEqual(['11 lapsed 1']);
  });
});

describe('an update past the retention (F3.update-past-retention)', () => {
  const leased = (pastRetention?: 'clamp' | 'reject') => {
    const engine = anEngine({ retentionMs: 100, ...(pastRetention && { pastRetention }) });
    putNamed(engine, 'a', 0);
    return { engine, ...getOne(engine, 0) };
  };

  test.each([undefined, 'clamp' as const])('hides until the expiry (%s)', (pastRetention) => {
    const { engine, ref } = leased(pastRetention);
    expect(engine.update(ref, 96, 5).status).toMatchObject({ kind: 'applied', visibleAfterMs: 100 });
    expect(told(engine.advance(100))).toEqual(['100 expired 1']);
  });

  test('changes nothing when rejected', () => {
    const { engine, ref, message } = leased('reject');
    expect(engine.update(ref, 96, 5)).toEqual({ status: { kind: 'past-retention', message }, changes: [] });
    expect(engine.nextEventAtMs()).toBe(10);
  });

  test('exactly to the expiry is not past it', () => {
    const { engine, ref } = leased('reject');
    expect(engine.update(ref, 95, 5).status).toMatchObject({ kind: 'applied', visibleAfterMs: 100 });
  });
});

describe('an update that counts (F3.update-count)', () => {
  const counting = (maxDeliveries: number) => {
    const engine = anEngine({ updateCounts: true, maxDeliveries });
    putNamed(engine, 'a', 0);
    return { engine, ...getOne(engine, 0, { visibilityMs: 0 }) };
  };

  test('raises the count, and its reference stays good', () => {
    const { engine, ref } = counting(0);
    engine.update(ref, 10, 0);
    expect(engine.update(ref, 0, 1).changes).toEqual([
      { kind: 'lapsed', atMs: 1, ref: { ...ref, deliveryCount: 3 } },
    ]);
    expect(engine.update(ref, 0, 2).changes).toEqual([
      { kind: 'hidden', atMs: 2, ref: { ...ref, deliveryCount: 4 }, visibleAfterMs: 2 },
    ]);
    expect(getOne(engine, 2)).toMatchObject({ deliveryCount: 5 });
    expect(engine.update(ref, 1, 2).status.kind).toBe('stale');
  });

  test('uses up the deliveries', () => {
    const { engine, ref } = counting(2);
    expect(told(engine.update(ref, 0, 1).changes)).toEqual(['1 dead-lettered 1']);
  });
});

describe('an update that ends its reference (F3.receipt-after-update)', () => {
  test.each([0, 10])('to %i ms is the last one until the next delivery', (visibilityMs) => {
    const engine = anEngine({ receiptAfterUpdate: 'ends' });
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0);
    const { status, changes } = engine.update(ref, visibilityMs, 1);
    expect(status).toMatchObject({ kind: 'applied' });
    expect(changes).toMatchObject([{ refEnded: true }]);
    expect(engine.update(ref, 5, 1).status.kind).toBe('stale');
    expect(engine.delete(ref, 1).status.kind).toBe('stale');
    expect(engine.delete(getOne(engine, 11).ref, 11).status.kind).toBe('applied');
  });
});
