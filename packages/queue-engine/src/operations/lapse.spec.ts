import { describe, expect, test } from '@jest/globals';
import { anEngine, getOne, peekAll, putNamed } from '../spec-model/an-engine.js';

describe('a lease ended early', () => {
  test('makes the message visible to others while its holder goes on (F3.at-least-once)', () => {
    const engine = anEngine({ staleAfterLapse: true });
    putNamed(engine, 'a', 0);
    const { ref, message } = getOne(engine, 0);
    expect(engine.lapse(ref, 3)).toEqual({
      status: { kind: 'applied', message, visibleAfterMs: 3 },
      changes: [{ kind: 'lapsed', atMs: 3, ref }],
    });
    expect(engine.update(ref, 5, 4).status).toMatchObject({ kind: 'applied', visibleAfterMs: 9 });
    engine.lapse(ref, 5);
    expect(getOne(engine, 5)).toMatchObject({ deliveryCount: 2 });
    expect(engine.delete(ref, 6).status).toEqual({ kind: 'stale' });
  });

  test('on the last delivery goes on: a message is not delivered more often than is allowed (F3.dlq-moment)', () => {
    const engine = anEngine({ maxDeliveries: 1 });
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0);
    expect(engine.lapse(ref, 3)).toMatchObject({
      status: { kind: 'applied', visibleAfterMs: 10 },
      changes: [],
    });
    expect(engine.hasVisible({}, 3)).toBe(false);
    expect(engine.advance(10)).toMatchObject([{ kind: 'dead-lettered' }]);
  });

  test('works in the dead-letter queue, too', () => {
    const engine = anEngine({ maxDeliveries: 1 });
    putNamed(engine, 'a', 0);
    getOne(engine, 0, { visibilityMs: 0 });
    const { ref } = getOne(engine, 0, { area: 'dead' });
    expect(engine.lapse(ref, 1).changes).toEqual([{ kind: 'lapsed', atMs: 1, ref }]);
    expect(engine.hasVisible({ area: 'dead' }, 1)).toBe(true);
  });

  test('that has ended already leaves the message at its place', () => {
    const engine = anEngine();
    putNamed(engine, 'ab', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 0 });
    expect(engine.lapse(ref, 5)).toMatchObject({ status: { kind: 'applied' }, changes: [] });
    expect(peekAll(engine, 5)).toBe('ab');
    expect(engine.lapse({ ...ref, sequence: 9 }, 5).status).toEqual({ kind: 'stale' });
  });
});
