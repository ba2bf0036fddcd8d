import { describe, expect, test } from '@jest/globals';
import { anEngine, getOne, peekAll, putNamed, told } from '../spec-model/an-engine.js';

const LATE = { group: 'late' };

const withLate = () => {
  const engine = anEngine();
  engine.addGroup('late', { isEnabled: true, maxDeliveries: 1 }, 0);
  return engine;
};

describe('consumer groups', () => {
  test('each have a copy with visibility and counts of its own (F6.own-state, F6.empty-filter, F6.stats)', () => {
    const engine = withLate();
    putNamed(engine, 'a', 0);
    getOne(engine, 0, { visibilityMs: 10 });
    expect(engine.hasVisible({}, 0)).toBe(false);
    expect(getOne(engine, 0, LATE)).toMatchObject({ deliveryCount: 1, ref: { group: 'late' } });
    expect(engine.stats(0, LATE).stats).toMatchObject({ visible: 0, inFlight: 1 });
  });

  test('have a delivery limit of their own, or that of the queue (F6.own-deliveries)', () => {
    const engine = withLate();
    putNamed(engine, 'a', 0);
    getOne(engine, 0);
    getOne(engine, 0, LATE);
    expect(engine.advance(10)).toMatchObject([
      { kind: 'lapsed', ref: { group: 'primary' } },
      { kind: 'dead-lettered', ref: { group: 'late' } },
    ]);
  });

  test('get copies by their filter, judged when a message is put (F6.filter)', () => {
    const engine = anEngine();
    engine.addGroup(
      'odd',
      { isEnabled: true, accepts: ({ properties }) => properties?.['odd'] !== undefined },
      0,
    );
    engine.put([{ content: 'a' }, { content: 'b', properties: { odd: '' } }], 0);
    expect([...engine.look({ group: 'odd' })].map(({ message }) => message.content)).toEqual(['b']);
  });

  test('get nothing while disabled, and keep what they have (F6.primary-disabled)', () => {
    const engine = withLate();
    putNamed(engine, 'a', 0);
    engine.updateGroup('primary', { isEnabled: false }, 0);
    expect(engine.put([{ content: 'b' }], 0).changes).toMatchObject([{ kind: 'stored', groups: ['late'] }]);
    expect(peekAll(engine, 0)).toBe('a');
  });

  test('a message that none takes is numbered, answered and kept nowhere (F6.dropped)', () => {
    const engine = anEngine();
    engine.updateGroup('primary', { isEnabled: false }, 0);
    const { messages, changes } = engine.put([{ content: 'a' }], 0);
    expect(messages).toMatchObject([{ sequence: 1 }]);
    expect(changes).toEqual([{ kind: 'dropped', atMs: 0, message: messages[0] }]);
    expect(engine.storedBytes).toBe(0);
  });

  test('take their copies with them when they are removed (F6.life)', () => {
    const engine = withLate();
    putNamed(engine, 'a', 0);
    expect(told(engine.removeGroup('late', 1).changes)).toEqual(['1 purged 1']);
    expect(engine.groups()).toEqual(['primary']);
    expect(peekAll(engine, 1)).toBe('a');
  });

  test.each([
    ['already', () => withLate().addGroup('late', { isEnabled: true }, 0)],
    ['cannot be removed', () => withLate().removeGroup('primary', 0)],
    ['no consumer group "x"', () => withLate().removeGroup('x', 0)],
    ['no consumer group "x"', () => withLate().purge({ area: 'live', group: 'x' }, 0)],
    ['maxDeliveries -1', () => withLate().updateGroup('late', { isEnabled: true, maxDeliveries: -1 }, 0)],
  ])('%s is an error that says what to do', (text, act) => expect(act).toThrow(text));
});
