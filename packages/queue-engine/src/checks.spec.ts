import { describe, expect, test } from '@jest/globals';
import { createEngine } from './engine.js';
import type { QueueEngine } from './queue-engine.js';
import { anEngine, getOne, putNamed } from './spec-model/an-engine.js';

const REF = { group: 'primary', sequence: 1, deliveryCount: 1 };

describe('numbers out of range', () => {
  test.each<[string, (engine: QueueEngine) => unknown]>([
    ['nowMs NaN', (e) => e.advance(NaN)],
    ['nowMs Infinity', (e) => e.put([{ content: '' }], Infinity)],
    ['nowMs NaN', (e) => e.stats(NaN)],
    ['limit 0', (e) => e.get({ limit: 0, visibilityMs: 1 }, 50)],
    ['limit 1.5', (e) => e.get({ limit: 1.5, visibilityMs: 1 }, 50)],
    ['visibilityMs -1', (e) => e.get({ limit: 1, visibilityMs: -1 }, 50)],
    ['visibilityMs NaN', (e) => e.update(REF, NaN, 50)],
    ['retentionMs 0', (e) => e.updateSettings({ retentionMs: 0 })],
    ['maxDeliveries 0.5', (e) => e.updateSettings({ maxDeliveries: 0.5 })],
    ['maxDeliveries -1', (e) => e.updateSettings({ maxDeliveries: -1 })],
    ['consumer group "other"', (e) => e.get({ limit: 1, visibilityMs: 1, group: 'other' }, 50)],
  ])('%s is refused by name, and nothing happens', (text, act) => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    getOne(engine, 0, { visibilityMs: 10 });
    expect(() => act(engine)).toThrow(RangeError);
    expect(() => act(engine)).toThrow(text);
    expect(engine.advance(9)).toEqual([]);
    expect(engine.advance(10)).toMatchObject([{ kind: 'lapsed' }]);
  });

  test('are refused at the creation, too', () => {
    const settings = { retentionMs: Infinity, maxDeliveries: 0 };
    expect(() => createEngine({ settings, random: () => 0 })).toThrow('retentionMs Infinity');
  });
});
