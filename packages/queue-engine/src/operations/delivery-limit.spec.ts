import { describe, expect, test } from '@jest/globals';
import type { QueueEngine } from '../queue-engine.js';
import { anEngine, getOne, putNamed, told } from '../spec-model/an-engine.js';

const lowerings: readonly [string, (engine: QueueEngine) => void][] = [
  ['of the queue', (engine) => engine.updateSettings({ maxDeliveries: 1 })],
  ['of the group', (engine) => void engine.updateGroup('primary', { isEnabled: true, maxDeliveries: 1 }, 0)],
];

describe.each(lowerings)('a lower limit %s', (_whose, lower) => {
  test('does not reach back to messages in flight, and judges the deliveries after it (F3.dlq-lowered)', () => {
    const engine = anEngine();
    putNamed(engine, 'ab', 0);
    getOne(engine, 0);
    lower(engine);
    getOne(engine, 0);
    expect(told(engine.advance(10))).toEqual(['10 lapsed 1', '10 dead-lettered 2']);
    getOne(engine, 10);
    expect(told(engine.advance(20))).toEqual(['20 dead-lettered 1']);
  });

  test('spares a lease to its end, however often it is renewed', () => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0);
    lower(engine);
    engine.update(ref, 20, 5);
    expect(told(engine.update(ref, 0, 9).changes)).toEqual(['9 lapsed 1']);
  });
});

test('a lease that the limit was to end as a dead letter is not spared by a lower one', () => {
  const engine = anEngine({ maxDeliveries: 2 });
  putNamed(engine, 'a', 0);
  getOne(engine, 0, { visibilityMs: 0 });
  getOne(engine, 0);
  engine.updateSettings({ maxDeliveries: 1 });
  expect(told(engine.advance(10))).toEqual(['10 dead-lettered 1']);
});

test('a higher limit reaches back', () => {
  const engine = anEngine({ maxDeliveries: 1 });
  putNamed(engine, 'a', 0);
  getOne(engine, 0);
  engine.updateSettings({ maxDeliveries: 2 });
  expect(told(engine.advance(10))).toEqual(['10 lapsed 1']);
});

test.each([
  { receiptAfterUpdate: 'ends' as const, buried: [] },
  { updateCounts: true, buried: ['10 dead-lettered 1'] },
])(
  'a message that was spared and lapsed is judged again only when an update raises its count: $buried',
  ({ buried, ...mode }) => {
    const engine = anEngine(mode);
    putNamed(engine, 'a', 0);
    const { ref } = getOne(engine, 0);
    engine.updateSettings({ maxDeliveries: 1 });
    engine.advance(10);
    const { changes } = engine.update(ref, 0, 10);
    expect(told(changes).filter((line) => line.includes('dead-lettered'))).toEqual(buried);
  },
);
