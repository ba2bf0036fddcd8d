import { describe, expect, test } from '@jest/globals';
import { anEngine, deadContents, getOne, peekAll, putNamed, told } from '../spec-model/an-engine.js';

describe('time', () => {
  test('applies what falls due up to and including now, in the order of time, at its own instant', () => {
    const engine = anEngine({ retentionMs: 100 });
    putNamed(engine, 'abc', 0);
    getOne(engine, 0, { visibilityMs: 30 });
    getOne(engine, 0, { visibilityMs: 20 });
    putNamed(engine, 'd', 5);
    expect(engine.advance(19)).toEqual([]);
    expect(told(engine.advance(20))).toEqual(['20 lapsed 2']);
    const late = ['30 lapsed 1', '100 expired 1', '100 expired 2', '100 expired 3', '105 expired 4'];
    expect(told(engine.advance(200))).toEqual(late);
    expect(engine.advance(200)).toEqual([]);
  });

  test('never goes back', () => {
    const engine = anEngine({ retentionMs: 100 });
    putNamed(engine, 'a', 50);
    expect(engine.put([{ content: 'b' }], 20).messages).toMatchObject([
      { createdAtMs: 50, expiresAtMs: 150 },
    ]);
    expect(getOne(engine, 0)).toMatchObject({ visibleAfterMs: 60 });
    expect(engine.hasVisible({}, 0)).toBe(true);
  });

  test.each([
    { maxDeliveries: 0, kinds: ['lapsed', 'lapsed', 'lapsed'] },
    { maxDeliveries: 1, kinds: ['dead-lettered'] },
    { maxDeliveries: 3, kinds: ['lapsed', 'lapsed', 'dead-lettered'] },
  ])('of $maxDeliveries deliveries the lapses are $kinds (F3.dlq-moment)', ({ maxDeliveries, kinds }) => {
    const engine = anEngine({ maxDeliveries });
    putNamed(engine, 'a', 0);
    const seen: string[] = [];
    for (let nowMs = 0; nowMs < 30 && engine.hasVisible({}, nowMs); nowMs += 10) {
      getOne(engine, nowMs, { visibilityMs: 10 });
      seen.push(...engine.advance(nowMs + 10).map(({ kind }) => kind));
    }
    expect(seen).toEqual(kinds);
  });

  test('a dead letter is kept to its own expiry, out of reach of a get (F3.dlq-expiry)', () => {
    const engine = anEngine({ maxDeliveries: 1, retentionMs: 100 });
    putNamed(engine, 'a', 0);
    getOne(engine, 0);
    engine.advance(10);
    expect(engine.hasVisible({}, 10)).toBe(false);
    expect(deadContents(engine)).toBe('a');
    expect(engine.nextEventAtMs()).toBe(100);
    expect(engine.advance(100)).toEqual([
      { kind: 'expired', atMs: 100, group: 'primary', sequence: 1, deliveryCount: 1, wasDeadLetter: true },
    ]);
    expect(deadContents(engine)).toBe('');
  });

  test('dead letters are visible since their dying', () => {
    const engine = anEngine({ maxDeliveries: 1 });
    putNamed(engine, 'ab', 0);
    getOne(engine, 0, { visibilityMs: 20 });
    getOne(engine, 0, { visibilityMs: 10 });
    engine.advance(20);
    expect(deadContents(engine)).toBe('ba');
  });
});

describe('at one instant', () => {
  test('expiry comes before lapse and before dead-lettering', () => {
    const engine = anEngine({ retentionMs: 100, maxDeliveries: 1 });
    putNamed(engine, 'a', 0);
    getOne(engine, 0, { visibilityMs: 100 });
    expect(engine.advance(100)).toMatchObject([{ kind: 'expired', wasDeadLetter: false }]);
  });

  test('the expiry of one message comes before the lapse of another', () => {
    const engine = anEngine({ retentionMs: 100 });
    putNamed(engine, 'a', 0);
    putNamed(engine, 'b', 50);
    getOne(engine, 50, { visibilityMs: 10 });
    getOne(engine, 50, { visibilityMs: 50 });
    expect(told(engine.advance(100))).toEqual(['60 lapsed 1', '100 expired 1', '100 lapsed 2']);
  });

  test('a lapse comes before an update of the same message', () => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 10 });
    expect(told(engine.update(ref, 5, 10).changes)).toEqual(['10 lapsed 1', '10 hidden 1']);
  });

  test('a lapse on the last delivery comes before an update, which is then stale', () => {
    const engine = anEngine({ maxDeliveries: 1 });
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 10 });
    const { status, changes } = engine.update(ref, 5, 10);
    expect(status.kind).toBe('stale');
    expect(told(changes)).toEqual(['10 dead-lettered 1']);
  });

  test('a lapsed message is ahead of one that is put', () => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    getOne(engine, 0, { visibilityMs: 10 });
    putNamed(engine, 'b', 10);
    expect(peekAll(engine, 10)).toBe('ab');
  });

  test('an expired message cannot be got, updated or deleted', () => {
    const engine = anEngine({ retentionMs: 100 });
    putNamed(engine, 'ab', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 200 });
    expect(engine.get({ limit: 9, visibilityMs: 1 }, 100).messages).toEqual([]);
    expect(engine.update(ref, 5, 100).status.kind).toBe('stale');
    expect(engine.delete(ref, 100).status.kind).toBe('stale');
  });
});
