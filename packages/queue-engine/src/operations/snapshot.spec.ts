import { describe, expect, test } from '@jest/globals';
import type { CopyState, EngineSnapshot, SnapshotMessage, StoredMessage } from '../contracts/index.js';
import { createEngine } from '../engine.js';
import { anEngine, getOne, putNamed } from '../spec-model/an-engine.js';

const settings = { retentionMs: 1_000, maxDeliveries: 0 };

const throughJson = (snapshot: EngineSnapshot): EngineSnapshot =>
  JSON.parse(JSON.stringify({ ...snapshot, messages: [...snapshot.messages] })) as EngineSnapshot;

const restoredFrom = (restored: EngineSnapshot) => createEngine({ settings, random: () => 0, restored });

describe('a snapshot', () => {
  test('is plain data of every message and where each copy is', () => {
    const engine = anEngine();
    engine.put([{ content: 'a', channel: 'c', properties: { k: 'v' } }], 5);
    getOne(engine, 7, { visibilityMs: 10 });
    const message = {
      sequence: 1,
      content: 'a',
      channel: 'c',
      properties: { k: 'v' },
      createdAtMs: 5,
      expiresAtMs: 1_005,
    };
    const copy = { group: 'primary', area: 'live', place: 'in-flight', deliveryCount: 1, visibleAtMs: 17 };
    expect(throughJson(engine.snapshot())).toEqual({
      lastSequence: 1,
      nowMs: 7,
      messages: [{ message, copies: [copy] }],
    });
  });

  test('of an engine that did nothing yet has no time, and can be restored', () => {
    const snapshot = throughJson(anEngine().snapshot());
    expect(snapshot).toEqual({ lastSequence: 0, messages: [] });
    expect(restoredFrom(snapshot).put([{ content: 'a' }], -5).messages).toMatchObject([{ sequence: 1 }]);
  });

  test('can be read twice', () => {
    const engine = anEngine();
    putNamed(engine, 'ab', 0);
    const { messages } = engine.snapshot();
    expect([...messages]).toEqual([...messages]);
  });

  test('brings back time, numbers and references, and what fell due meanwhile', () => {
    const engine = anEngine();
    putNamed(engine, 'ab', 0);
    const { ref } = getOne(engine, 10, { visibilityMs: 100 });
    const restored = restoredFrom(throughJson(engine.snapshot()));
    expect(restored.put([{ content: 'c' }], 3).messages).toMatchObject([{ sequence: 3, createdAtMs: 10 }]);
    expect(restored.update(ref, 20, 50).status).toMatchObject({ kind: 'applied', visibleAfterMs: 70 });
    expect(restored.advance(5_000).map(({ kind }) => kind)).toEqual([
      'lapsed',
      'expired',
      'expired',
      'expired',
    ]);
  });
});

describe('what no engine can have written', () => {
  const message: StoredMessage = { sequence: 1, content: 'secret', createdAtMs: 0, expiresAtMs: 9 };
  const copy: CopyState = {
    group: 'primary',
    area: 'live',
    place: 'visible',
    deliveryCount: 1,
    visibleAtMs: 0,
  };
  const withMessage = (wrong: object): SnapshotMessage => ({
    message: { ...message, ...wrong },
    copies: [copy],
  });
  const withCopy = (wrong: object): SnapshotMessage => ({
    message,
    copies: [{ ...copy, ...wrong } as CopyState],
  });

  test.each<[string, readonly SnapshotMessage[]]>([
    ['Message 0 ', [withMessage({ sequence: 0 })]],
    ['Message 3 cannot be restored: its sequence has to be 1 to 2', [withMessage({ sequence: 3 })]],
    ['Message 1 cannot be restored: it is there twice', [withMessage({}), withMessage({})]],
    ['content has to be a text', [withMessage({ content: null })]],
    ['expiresAtMs have to be finite', [withMessage({ expiresAtMs: null, createdAtMs: NaN })]],
    ['one copy for each', [{ message, copies: [] }]],
    ['one copy for each', [{ message, copies: [copy, copy] }]],
    ['area "lost"', [withCopy({ area: 'lost' })]],
    ['place "gone"', [withCopy({ place: 'gone' })]],
    ['visibleAtMs null', [withCopy({ visibleAtMs: null })]],
    ['deliveryCount -1', [withCopy({ deliveryCount: -1 })]],
    ['latestRef 2', [withCopy({ latestRef: 2 })]],
    ['no consumer group "other"', [withCopy({ group: 'other' })]],
  ])('%s is refused, without its content', (text, messages) => {
    const restoring = () => restoredFrom({ lastSequence: 2, nowMs: 0, messages });
    expect(restoring).toThrow(RangeError);
    expect(restoring).toThrow(text);
    expect(restoring).not.toThrow('secret');
  });

  test.each([
    ['lastSequence -1', { lastSequence: -1 }],
    ['nowMs null', { lastSequence: 0, nowMs: null as never }],
  ])('%s is refused', (text, wrong) => expect(() => restoredFrom({ messages: [], ...wrong })).toThrow(text));
});
