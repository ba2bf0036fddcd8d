import { describe, expect, test } from '@jest/globals';
import { anEngine, deadContents, getOne, putNamed, told } from '../spec-model/an-engine.js';

const DEAD = { area: 'dead' } as const;

/** One dead letter since 10, and the reference that it had while it was alive. */
const withDeadLetter = () => {
  const engine = anEngine({ maxDeliveries: 1, retentionMs: 100 });
  putNamed(engine, 'a', 0);
  const { ref } = getOne(engine, 0);
  engine.advance(10);
  return { engine, liveRef: ref };
};

describe('the dead-letter queue', () => {
  test('is read on request, with leases and counts like the queue (F3.dlq-read, F3.dlq-stats)', () => {
    const { engine } = withDeadLetter();
    expect(engine.hasVisible(DEAD, 10)).toBe(true);
    const { ref, deliveryCount } = getOne(engine, 10, { ...DEAD, visibilityMs: 20 });
    expect(ref).toEqual({ group: 'primary', sequence: 1, deliveryCount: 2, dead: true });
    expect(deliveryCount).toBe(2);
    expect(engine.stats(10).stats).toEqual({
      visible: 0,
      inFlight: 0,
      sizeBytes: 0,
      deadLetters: { visible: 0, inFlight: 1, sizeBytes: 1 },
    });
    expect(engine.nextEventAtMs()).toBe(30);
  });

  test('takes back what lapses, however often, and never buries it again', () => {
    const { engine } = withDeadLetter();
    for (const nowMs of [10, 20, 30]) getOne(engine, nowMs, { ...DEAD, visibilityMs: 5 });
    expect(told(engine.advance(35))).toEqual(['35 lapsed 1']);
    expect(deadContents(engine)).toBe('a');
    expect(getOne(engine, 40, DEAD)).toMatchObject({ deliveryCount: 5 });
  });

  test('lets a dead letter be hidden longer, released and deleted', () => {
    const { engine } = withDeadLetter();
    const { ref } = getOne(engine, 10, DEAD);
    expect(engine.update(ref, 30, 11).status).toMatchObject({ kind: 'applied', visibleAfterMs: 41 });
    expect(engine.update(ref, 0, 12).changes).toEqual([{ kind: 'lapsed', atMs: 12, ref }]);
    expect(engine.delete(ref, 13).changes).toEqual([{ kind: 'deleted', atMs: 13, ref }]);
    expect(engine.nextEventAtMs()).toBeUndefined();
  });

  test('makes references of live deliveries stale, and the other way round', () => {
    const { engine, liveRef } = withDeadLetter();
    expect(engine.delete(liveRef, 10).status.kind).toBe('stale');
    expect(engine.delete({ ...liveRef, dead: true }, 10).status.kind).toBe('stale');
    const { ref } = getOne(engine, 10, DEAD);
    expect(engine.delete({ ...ref, dead: undefined } as never, 10).status.kind).toBe('stale');
  });

  test('keeps retention going, leased or not (F3.dlq-expiry)', () => {
    const { engine } = withDeadLetter();
    getOne(engine, 10, { ...DEAD, visibilityMs: 500 });
    expect(engine.advance(100)).toMatchObject([{ kind: 'expired', atMs: 100, wasDeadLetter: true }]);
  });

  test('has the channels of its letters (F2.dlq)', () => {
    const engine = anEngine({ maxDeliveries: 1 });
    engine.put([{ content: 'a', channel: 'a' }], 0);
    getOne(engine, 0, { visibilityMs: 0 });
    expect(engine.channels(0)).toEqual([]);
    expect(engine.channels(0, 'primary', 'dead')).toEqual(['a']);
    expect(engine.hasVisible({ ...DEAD, channel: 'a' }, 0)).toBe(true);
    expect(engine.hasVisible({ ...DEAD, channel: 'b' }, 0)).toBe(false);
  });
});

test('a dead letter keeps its number, times, channel, properties and count (F3.dlq-fields)', () => {
  const engine = anEngine({ maxDeliveries: 1 });
  engine.put([{ content: 'a', channel: 'c', properties: { k: 'v' } }], 3);
  const { message } = getOne(engine, 3, { visibilityMs: 0 });
  expect([...engine.look(DEAD)]).toMatchObject([{ message, deliveryCount: 1 }]);
});
