import { describe, expect, test } from '@jest/globals';
import { anEngine, deadContents, getOne, peekAll, putNamed, told } from '../spec-model/an-engine.js';

describe('a get', () => {
  test('counts the delivery, leases the message and names the delivery (F3.first-count, F3.count)', () => {
    const engine = anEngine();
    const { messages: stored } = engine.put([{ content: 'a' }], 0);
    const { messages, changes } = engine.get({ limit: 5, visibilityMs: 30 }, 4);
    const ref = { group: 'primary', sequence: 1, deliveryCount: 1 };
    expect(messages).toEqual([{ message: stored[0], ref, deliveryCount: 1, visibleAfterMs: 34 }]);
    expect(changes).toEqual([{ kind: 'delivered', atMs: 4, ref, visibleAfterMs: 34 }]);
    expect(engine.hasVisible({}, 33)).toBe(false);
    expect(getOne(engine, 34)).toMatchObject({ deliveryCount: 2 });
  });

  test.each([
    { limit: 1, contents: 'a' },
    { limit: 2, contents: 'ab' },
    { limit: 9, contents: 'abc' },
  ])('of $limit returns $contents of abc, in order', ({ limit, contents }) => {
    const engine = anEngine();
    putNamed(engine, 'abc', 0);
    const { messages } = engine.get({ limit, visibilityMs: 10 }, 0);
    expect(messages.map(({ message }) => message.content).join('')).toBe(contents);
  });

  test('from an empty queue or an unknown channel returns nothing', () => {
    const engine = anEngine();
    expect(engine.get({ limit: 1, visibilityMs: 1 }, 0)).toEqual({ messages: [], changes: [] });
    putNamed(engine, 'a', 0);
    expect(engine.get({ limit: 1, visibilityMs: 1, channel: 'none' }, 0).messages).toEqual([]);
  });

  test('goes by the time since when a message is visible, then by sequence (F3.order)', () => {
    const engine = anEngine();
    putNamed(engine, 'abc', 0);
    engine.get({ limit: 1, visibilityMs: 20 }, 0); // a is visible again since 20
    engine.get({ limit: 1, visibilityMs: 10 }, 0); // b since 10
    engine.get({ limit: 1, visibilityMs: 10 }, 0); // c since 10
    putNamed(engine, 'd', 10); // ties with b and c, put later
    expect(peekAll(engine, 20)).toBe('bcda');
  });

  test('ends its batch at the first message that does not fit, and leaves it untouched', () => {
    const engine = anEngine();
    putNamed(engine, 'abcd', 0);
    const asked: string[] = [];
    const fits = ({ content }: { readonly content: string }) => asked.push(content) < 3;
    const { messages } = engine.get({ limit: 9, visibilityMs: 10, fits }, 0);
    expect(messages.map(({ message }) => message.content).join('')).toBe('ab');
    expect(asked.join('')).toBe('abc');
    expect(getOne(engine, 0)).toMatchObject({ message: { content: 'c' }, deliveryCount: 1 });
  });

  test('leases no longer than to the expiry of the message (F3.update-past-retention)', () => {
    const engine = anEngine({ retentionMs: 50, pastRetention: 'reject' });
    putNamed(engine, 'a', 0);
    expect(getOne(engine, 10, { visibilityMs: 41 }).visibleAfterMs).toBe(50);
  });
});

describe('a get with or without a channel', () => {
  const engineWithChannels = (random: () => number) => {
    const engine = anEngine({}, random);
    engine.put(
      [{ content: 'u' }, ...'abab'].map((c) => (typeof c === 'string' ? { content: c, channel: c } : c)),
      0,
    );
    return engine;
  };

  test.each([
    { channel: 'a', contents: 'aa' },
    { channel: 'b', contents: 'bb' },
    { channel: 'A', contents: '' },
    { channel: '', contents: '' },
  ])('filter "$channel" sees "$contents" (F2.filter)', ({ channel, contents }) =>
    expect(
      peekAll(
        engineWithChannels(() => 0),
        0,
        channel,
      ),
    ).toBe(contents),
  );

  test.each([
    { random: 0, contents: 'u' },
    { random: 0.34, contents: 'aa' },
    { random: 0.99, contents: 'bb' },
  ])(
    'without a filter, $random of the range picks one channel: $contents (F2.random, F2.one-channel)',
    ({ random, contents }) =>
      expect(
        peekAll(
          engineWithChannels(() => random),
          0,
        ),
      ).toBe(contents),
  );

  test('without a filter skips channels whose messages are all in flight (F2.hidden-skipped)', () => {
    const engine = engineWithChannels(() => 0.99);
    engine.get({ limit: 2, visibilityMs: 10, channel: 'b' }, 0);
    expect(peekAll(engine, 9)).toBe('aa');
    expect(peekAll(engine, 10)).toBe('bb');
  });
});

describe('a peek', () => {
  test('counts, ends at once and leaves the message at its place (F3.peek)', () => {
    const engine = anEngine();
    putNamed(engine, 'ab', 0);
    expect(getOne(engine, 5, { visibilityMs: 0 })).toMatchObject({ deliveryCount: 1, visibleAfterMs: 5 });
    expect(getOne(engine, 6)).toMatchObject({ message: { content: 'a' }, deliveryCount: 2 });
  });

  test('makes the reference of the delivery before stale (F3.receipt-after-redelivery)', () => {
    const engine = anEngine();
    putNamed(engine, 'a', 0);
    const first = getOne(engine, 0, { visibilityMs: 0 });
    const second = getOne(engine, 0, { visibilityMs: 0 });
    expect(engine.delete(first.ref, 0).status).toEqual({ kind: 'stale' });
    expect(engine.delete(second.ref, 0).status).toMatchObject({ kind: 'applied' });
  });

  test('that uses up the deliveries returns the message, then dead-letters it', () => {
    const engine = anEngine({ maxDeliveries: 2 });
    putNamed(engine, 'ab', 0);
    expect(told(engine.get({ limit: 2, visibilityMs: 0 }, 1).changes)).toEqual([
      '1 delivered 1',
      '1 delivered 2',
    ]);
    const last = engine.get({ limit: 1, visibilityMs: 0 }, 2);
    expect(last.messages).toMatchObject([{ message: { content: 'a' }, deliveryCount: 2 }]);
    expect(told(last.changes)).toEqual(['2 delivered 1', '2 dead-lettered 1']);
    expect(deadContents(engine)).toBe('a');
    expect(peekAll(engine, 2)).toBe('b');
  });
});
