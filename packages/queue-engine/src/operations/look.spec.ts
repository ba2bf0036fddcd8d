import { describe, expect, test } from '@jest/globals';
import type { LookFilter } from '../contracts/index.js';
import { anEngine, getOne } from '../spec-model/an-engine.js';

/** 1 dead in channel a, 2 in flight in a, 3 visible in b, 4 visible in the unnamed one; all visible in the group `late`. */
const aVariedEngine = () => {
  const engine = anEngine({ maxDeliveries: 1 });
  engine.addGroup('late', { isEnabled: true }, 0);
  engine.put(
    [...'aab'].map((channel) => ({ content: channel, channel })),
    0,
  );
  engine.put([{ content: '' }], 1);
  getOne(engine, 1, { channel: 'a', visibilityMs: 4 });
  getOne(engine, 1, { channel: 'a', visibilityMs: 90 });
  engine.advance(5);
  return engine;
};

const seen = (filter?: LookFilter): readonly string[] =>
  [...aVariedEngine().look(filter)].map(
    ({ group, message, area, place, visibleAtMs }) =>
      `${group} ${message.sequence} ${area} ${place} ${visibleAtMs}`,
  );

const LATE = [
  'late 1 live visible 0',
  'late 2 live visible 0',
  'late 3 live visible 0',
  'late 4 live visible 1',
];
const PRIMARY = [
  'primary 1 dead visible 5',
  'primary 2 live in-flight 91',
  'primary 3 live visible 0',
  'primary 4 live visible 1',
];

describe('a look', () => {
  test.each<[LookFilter | undefined, readonly string[]]>([
    [undefined, [...PRIMARY, ...LATE]],
    [{ group: 'late' }, LATE],
    [{ group: 'primary', area: 'live' }, PRIMARY.slice(1)],
    [{ area: 'dead' }, PRIMARY.slice(0, 1)],
    [{ group: 'primary', channel: 'a' }, PRIMARY.slice(0, 2)],
    [{ sequence: 2 }, [...PRIMARY.slice(1, 2), ...LATE.slice(1, 2)]],
    [{ sequence: 9 }, []],
  ])('through %j sees what matches', (filter, copies) => expect(seen(filter)).toEqual(copies));

  test('costs no delivery and does not move time', () => {
    const engine = aVariedEngine();
    const before = JSON.stringify([...engine.snapshot().messages]);
    expect([...engine.look()]).toHaveLength(8);
    expect(JSON.stringify([...engine.snapshot().messages])).toBe(before);
  });

  test('refuses an unknown group at once', () =>
    expect(() => anEngine().look({ group: 'other' })).toThrow('no consumer group "other"'));
});

test('stored bytes are those of all copies, dead letters included', () => {
  const engine = aVariedEngine();
  expect(engine.storedBytes).toBe(6);
  engine.purge({ area: 'dead' }, 5);
  expect(engine.storedBytes).toBe(5);
});
