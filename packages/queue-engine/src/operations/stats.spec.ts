import { describe, expect, test } from '@jest/globals';
import { anEngine, getOne, putNamed, told } from '../spec-model/an-engine.js';

const NO_DEAD = { visible: 0, inFlight: 0, sizeBytes: 0 };

const aBusyEngine = () => {
  const engine = anEngine({ maxDeliveries: 1, retentionMs: 100 });
  const contents = { a: ['é', 'xx', 'yyy'], b: ['消息'] };
  for (const [channel, list] of Object.entries(contents)) {
    for (const content of list) engine.put([{ content, channel, properties: { ignored: 'by the size' } }], 0);
  }
  engine.put([{ content: 'plain' }], 0);
  getOne(engine, 0, { channel: 'a', visibilityMs: 10 }); // é, dead at 10
  getOne(engine, 0, { channel: 'a', visibilityMs: 50 }); // xx, in flight
  return engine;
};

describe('statistics', () => {
  test('of an empty queue are zeros', () =>
    expect(anEngine().stats(0).stats).toEqual({
      visible: 0,
      inFlight: 0,
      sizeBytes: 0,
      deadLetters: NO_DEAD,
    }));

  test.each([
    {
      channel: undefined,
      stats: {
        visible: 3,
        inFlight: 1,
        sizeBytes: 16,
        deadLetters: { visible: 1, inFlight: 0, sizeBytes: 2 },
      },
    },
    {
      channel: 'a',
      stats: {
        visible: 1,
        inFlight: 1,
        sizeBytes: 5,
        deadLetters: { visible: 1, inFlight: 0, sizeBytes: 2 },
      },
    },
    { channel: 'b', stats: { visible: 1, inFlight: 0, sizeBytes: 6, deadLetters: NO_DEAD } },
    { channel: 'none', stats: { visible: 0, inFlight: 0, sizeBytes: 0, deadLetters: NO_DEAD } },
  ])(
    'of channel $channel count messages and UTF-8 bytes of contents (F2.stats, F3.stats-size, F3.dlq-stats)',
    ({ channel, stats }) =>
      expect(aBusyEngine().stats(10, channel === undefined ? {} : { channel }).stats).toEqual(stats),
  );

  test('report what fell due', () =>
    expect(told(aBusyEngine().stats(10).changes)).toEqual(['10 dead-lettered 1']));
});

describe('channels', () => {
  test('are the named ones with visible or in-flight messages, sorted (F2.list, F2.list-in-flight)', () => {
    const engine = anEngine({ maxDeliveries: 1, retentionMs: 100 });
    engine.put([{ content: '', channel: 'b' }, { content: '', channel: 'a' }, { content: '' }], 0);
    getOne(engine, 0, { channel: 'b', visibilityMs: 10 });
    expect(engine.channels(9)).toEqual(['a', 'b']);
    expect(engine.channels(10)).toEqual(['a']); // b has a dead letter only
    expect(engine.channels(100)).toEqual([]);
  });

  test('come back with a new message after they were gone', () => {
    const engine = anEngine();
    for (const nowMs of [0, 1]) {
      engine.put([{ content: 'x', channel: 'a' }], nowMs);
      expect(engine.channels(nowMs)).toEqual(['a']);
      engine.delete(getOne(engine, nowMs).ref, nowMs);
      expect(engine.channels(nowMs)).toEqual([]);
    }
  });
});

describe('queries', () => {
  test.each([
    ['channels', (engine: ReturnType<typeof anEngine>) => engine.channels(10)],
    ['hasVisible', (engine: ReturnType<typeof anEngine>) => engine.hasVisible({ channel: 'a' }, 10)],
  ])('%s leaves what fell due to the next operation that returns changes', (_name, query) => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    getOne(engine, 0, { visibilityMs: 10 });
    query(engine);
    expect(told(engine.put([{ content: 'b' }], 12).changes)).toEqual(['10 lapsed 1', '12 stored 2']);
    expect(engine.advance(12)).toEqual([]);
  });

  test.each([
    { channel: undefined, atMs: 9, visible: false },
    { channel: undefined, atMs: 10, visible: true },
    { channel: 'a', atMs: 9, visible: false },
    { channel: 'a', atMs: 10, visible: true },
    { channel: 'b', atMs: 10, visible: false },
    { channel: 'a', atMs: 1_000, visible: false },
  ])('hasVisible of $channel at $atMs: $visible', ({ channel, atMs, visible }) => {
    const engine = anEngine();
    engine.put([{ content: '', channel: 'a' }], 0);
    getOne(engine, 0, { visibilityMs: 10 });
    expect(engine.hasVisible(channel === undefined ? {} : { channel }, atMs)).toBe(visible);
  });

  test.each([
    { what: 'visible only', leaseMs: 0, nextMs: 1_000 },
    { what: 'in flight', leaseMs: 10, nextMs: 10 },
    { what: 'in flight to the expiry', leaseMs: 5_000, nextMs: 1_000 },
  ])('the next event of a message $what is at $nextMs', ({ leaseMs, nextMs }) => {
    const engine = anEngine();
    expect(engine.nextEventAtMs()).toBeUndefined();
    putNamed(engine, 'a', 0);
    getOne(engine, 0, { visibilityMs: leaseMs });
    expect(engine.nextEventAtMs()).toBe(nextMs);
  });
});
