import { describe, expect, test } from '@jest/globals';
import { anEngine, peekAll, putNamed } from '../spec-model/an-engine.js';

describe('a put', () => {
  test('stores messages in the order given, with rising sequences and one expiry (F3.put-order)', () => {
    const engine = anEngine({ retentionMs: 60 });
    engine.put([{ content: 'before' }], 5);
    const { messages, changes } = engine.put(
      [{ content: 'plain' }, { content: 'full', channel: 'ready', properties: { key: 'k' } }],
      7,
    );
    const times = { createdAtMs: 7, expiresAtMs: 67 };
    expect(messages).toEqual([
      { sequence: 2, content: 'plain', ...times },
      { sequence: 3, content: 'full', channel: 'ready', properties: { key: 'k' }, ...times },
    ]);
    expect(changes).toEqual(
      messages.map((message) => ({ kind: 'stored', atMs: 7, message, groups: ['primary'] })),
    );
  });

  test('of nothing stores nothing', () =>
    expect(anEngine().put([], 0)).toEqual({ messages: [], changes: [] }));

  test('is visible at its own instant', () => {
    const engine = anEngine();
    putNamed(engine, 'ab', 3);
    expect(peekAll(engine, 3)).toBe('ab');
  });

  test('takes the retention of its own time, whatever the settings become (F3.expire-after)', () => {
    const engine = anEngine({ retentionMs: 100 });
    putNamed(engine, 'a', 0);
    engine.updateSettings({ retentionMs: 10 });
    putNamed(engine, 'b', 0);
    expect(peekAll(engine, 10)).toBe('a');
    expect(engine.nextEventAtMs()).toBe(100);
  });
});
