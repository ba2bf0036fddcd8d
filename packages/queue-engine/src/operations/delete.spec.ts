import { describe, expect, test } from '@jest/globals';
import { anEngine, getOne, peekAll, putNamed } from '../spec-model/an-engine.js';

describe('a delete', () => {
  test('removes a message in flight for good', () => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    const { ref, message } = getOne(engine, 0);
    const { status, changes } = engine.delete(ref, 3);
    expect(status).toEqual({ kind: 'applied', message, visibleAfterMs: 10 });
    expect(changes).toEqual([{ kind: 'deleted', atMs: 3, ref }]);
    expect(engine.nextEventAtMs()).toBeUndefined();
    expect(engine.advance(5_000)).toEqual([]);
  });

  test('removes one that became visible again, and only that one', () => {
    const engine = anEngine();
    putNamed(engine, 'abc', 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 0 });
    engine.delete(ref, 3);
    expect(peekAll(engine, 3)).toBe('bc');
  });
});
