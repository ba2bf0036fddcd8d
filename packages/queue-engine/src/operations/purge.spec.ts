import { describe, expect, test } from '@jest/globals';
import { PURGED_REF_MS, type PurgeRequest } from '../contracts/index.js';
import { anEngine, getOne, told } from '../spec-model/an-engine.js';

/** Channel a: one dead, one in flight, one visible; unnamed: one visible; the same in the group `late`. */
const aFullEngine = () => {
  const engine = anEngine({ maxDeliveries: 1, retentionMs: 1_000_000 });
  engine.addGroup('late', { isEnabled: true }, 0);
  for (const channel of ['a', 'a', 'a', undefined]) {
    engine.put([{ content: 'x', ...(channel !== undefined && { channel }) }], 0);
  }
  for (const group of engine.groups()) {
    getOne(engine, 0, { channel: 'a', group, visibilityMs: 5 });
    getOne(engine, 0, { channel: 'a', group, visibilityMs: 500_000 });
  }
  engine.advance(10);
  return engine;
};

describe('a purge', () => {
  test.each<[PurgeRequest, readonly number[]]>([
    [{ area: 'live' }, [2, 3, 4]],
    [{ area: 'dead' }, [1]],
    [{ area: 'both' }, [1, 2, 3, 4]],
    [{ area: 'both', channels: ['a', 'none'] }, [1, 2, 3]],
    [{ area: 'live', channels: [] }, []],
    [{ area: 'live', group: 'late' }, [2, 3, 4]],
    [{ area: 'live', group: 'all' }, [2, 3, 4, 2, 3, 4]],
  ])('of %j removes %j and nothing else (F6.purge)', (request, sequences) => {
    const engine = aFullEngine();
    const { purged, changes } = engine.purge(request, 10);
    expect(purged).toBe(sequences.length);
    expect(told(changes)).toEqual(sequences.map((sequence) => `10 purged ${sequence}`));
    expect([...engine.look()]).toHaveLength(8 - sequences.length);
    expect(engine.storedBytes).toBe(8 - sequences.length);
  });

  test('leaves receipts that still answer for a while, and do nothing (F3.purged-receipt)', () => {
    const engine = anEngine({ retentionMs: 1_000_000 });
    engine.put([{ content: 'x' }], 0);
    const { ref } = getOne(engine, 0, { visibilityMs: 100 });
    engine.purge({ area: 'live' }, 10);
    const last = 10 + PURGED_REF_MS - 1;
    expect(engine.delete(ref, 20)).toEqual({
      status: { kind: 'purged', sequence: 1, visibleAfterMs: 100 },
      changes: [],
    });
    expect(engine.update(ref, 30, last).status).toMatchObject({ kind: 'purged', visibleAfterMs: last + 30 });
    expect(engine.update({ ...ref, deliveryCount: 2 }, 30, last).status.kind).toBe('stale');
    expect(engine.delete(ref, last + 1).status.kind).toBe('stale');
  });
});
