import { describe, expect, jest, test } from '@jest/globals';
import { QueueError, type QueueTransport } from '@snoozeq/core';
import { consumeStage, DAY_MS, HOUR_MS, workFor, type ConsumeStage } from './spec-support/consume-stage.js';

// Days of idle polls take a second; a machine under load may need more than Jest allows by default.
jest.setTimeout(60_000);

const remaining = ({ queue }: ConsumeStage): number => {
  const { visible, inFlight } = queue.stats();
  return visible + inFlight;
};

describe('two consumers of one queue', () => {
  test('share the work: every message is handled once, when it is due', async () => {
    const stage = consumeStage();
    const consumers = [
      stage.consumer({ profile: { concurrency: 2 } }),
      stage.consumer({ profile: { concurrency: 2 } }),
    ];
    const startMs = stage.clock.now();
    const items = Array.from({ length: 100 }, (_, index) => ({ body: `m${index}`, in: (index % 7) * 977 }));
    await stage.producer.sendAll(items);
    await stage.clock.advanceBy(60_000);
    expect(stage.starts.map(({ name }) => name).sort()).toEqual(items.map(({ body }) => body).sort());
    for (const { atMs, context } of stage.starts)
      expect(atMs).toBeGreaterThanOrEqual(context.dueAtMs ?? startMs);
    for (const { settled } of consumers) expect(settled.length).toBeGreaterThan(10);
    expect(remaining(stage)).toBe(0);
  });

  test('one takes over what the other one held when it died', async () => {
    const stage = consumeStage();
    const dying = stage.consumer({ work: () => workFor(stage, HOUR_MS) });
    await stage.producer.send('a');
    await stage.clock.advanceBy(5 * 60_000);
    dying.kill();
    const diedMs = stage.clock.now();
    stage.consumer();
    await stage.clock.advanceBy(60_000);
    expect(stage.starts.map(({ context }) => context.attempt)).toEqual([1, 2]);
    // Its last renewal still ran; after at most one lease the message is back.
    expect(stage.starts[1]!.atMs - diedMs).toBeLessThanOrEqual(30_000);
    expect(remaining(stage)).toBe(0);
  });

  test('a slow handler keeps its message for as long as it works', async () => {
    const stage = consumeStage();
    stage.consumer({ work: () => workFor(stage, 10 * 60_000) });
    stage.consumer({ work: () => workFor(stage, 10 * 60_000) });
    await stage.producer.send('a');
    await stage.clock.advanceBy(HOUR_MS);
    expect(stage.starts).toHaveLength(1);
    expect(remaining(stage)).toBe(0);
  });

  test('a handler whose lease got lost is told; the message goes on with whoever received it again', async () => {
    const stage = consumeStage();
    const consumer = stage.consumer({
      work: () => workFor(stage, 5 * 60_000),
      over: (transport) => withoutHides(transport, 40_000, stage),
    });
    await stage.producer.send('a');
    await stage.clock.advanceBy(HOUR_MS);
    expect(stage.starts.map(({ context }) => [context.attempt, context.signal.aborted])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(consumer.events.filter(({ kind }) => kind === 'lease-lost')).toHaveLength(1);
    expect(consumer.settled.map(({ status }) => status.kind)).toEqual(['lease-lost', 'applied']);
    expect(remaining(stage)).toBe(0);
  });
});

/** A connection whose hides fail for the first while. */
const withoutHides = (transport: QueueTransport, forMs: number, { clock }: ConsumeStage): QueueTransport => {
  const backMs = clock.now() + forMs;
  return passing(transport, {
    hide: (hidings) =>
      clock.now() < backMs
        ? Promise.reject(new QueueError('unavailable', 'no route'))
        : transport.hide(hidings),
  });
};
const passing = (transport: QueueTransport, changes: Partial<QueueTransport>): QueueTransport => ({
  capabilities: transport.capabilities,
  send: (messages, options) => transport.send(messages, options),
  receive: (request, options) => transport.receive(request, options),
  ack: (receipts, options) => transport.ack(receipts, options),
  hide: (hidings, options) => transport.hide(hidings, options),
  close: () => transport.close(),
  ...changes,
});

describe('a message that would expire before it is due', () => {
  /** Retention of a day, due in three: only relays bring it there. */
  const relaying = async () => {
    const stage = consumeStage({ retentionMs: DAY_MS });
    const dueAtMs = stage.clock.now() + 3 * DAY_MS + 123;
    const properties = stage.convention.write({ id: 'x', key: 'order-7', dueAtMs, attempts: 0, relays: 0 });
    await stage.queue.connect().send([{ content: '"a"', lane: 'ready', properties }]);
    return { stage, dueAtMs };
  };

  test('is relayed under its identity, and handled once, when it is due', async () => {
    const { stage, dueAtMs } = await relaying();
    const { settled } = stage.consumer();
    await stage.clock.advanceTo(dueAtMs + 60_000);
    expect(stage.starts).toMatchObject([
      { name: 'a', atMs: dueAtMs, context: { id: 'x', key: 'order-7', attempt: 1 } },
    ]);
    expect(settled.filter(({ settlement }) => settlement.kind === 'relay')).toHaveLength(3);
    expect(remaining(stage)).toBe(0);
  });

  type Crash = (transport: QueueTransport, die: () => void) => QueueTransport;
  const never = new Promise<never>(() => undefined);
  /** Where a relay can be cut in two. */
  const crashes: readonly (readonly [name: string, crash: Crash, handled: number])[] = [
    [
      'before its successor is stored',
      (transport, die) =>
        passing(transport, {
          send: () => {
            die();
            return never;
          },
        }),
      1,
    ],
    [
      'after its successor is stored, before anybody knows',
      (transport, die) =>
        passing(transport, {
          send: async (messages) => {
            await transport.send(messages);
            die();
            return never;
          },
        }),
      2,
    ],
    [
      'between store and delete',
      (transport, die) =>
        passing(transport, {
          ack: () => {
            die();
            return never;
          },
        }),
      2,
    ],
    [
      'after the delete, before anybody knows',
      (transport, die) =>
        passing(transport, {
          ack: async (receipts) => {
            await transport.ack(receipts);
            die();
            return never;
          },
        }),
      1,
    ],
  ];

  test.each(crashes)(
    'a crash %s never loses it, never hurries it, and at worst doubles it',
    async (_name, crash, handled) => {
      const { stage, dueAtMs } = await relaying();
      let crashed = false;
      const doomed = stage.consumer({
        over: (transport) =>
          crash(transport, () => {
            crashed = true;
            setImmediate(() => doomed.kill());
          }),
      });
      // Relays begin three leases before the expiry.
      await stage.clock.advanceBy(DAY_MS - 85_000);
      expect(crashed).toBe(true);
      stage.consumer();
      await stage.clock.advanceTo(dueAtMs + 60_000);
      expect(stage.starts).toHaveLength(handled);
      for (const { atMs, context } of stage.starts) {
        expect(context.id).toBe('x');
        expect(atMs).toBeGreaterThanOrEqual(dueAtMs);
        expect(atMs).toBeLessThan(dueAtMs + 1_000);
      }
      expect(remaining(stage)).toBe(0);
    },
  );
});

describe('a crash of a consumer', () => {
  test.each([
    ['while it holds a sleeper', 2 * HOUR_MS],
    ['in the last second, while it waits in memory', 0],
  ])('%s leaves it due when it was, or one lease later', async (_name, beforeMs) => {
    const stage = consumeStage();
    const dueAtMs = stage.clock.now() + DAY_MS + 500;
    const doomed = stage.consumer();
    await stage.producer.send('a', { dueAt: dueAtMs });
    await stage.clock.advanceTo(dueAtMs - 250 - beforeMs);
    expect(doomed.runtime.inHand.count('waiting')).toBe(beforeMs === 0 ? 1 : 0);
    doomed.kill();
    stage.consumer();
    await stage.clock.advanceTo(dueAtMs + 60_000);
    expect(stage.starts).toHaveLength(1);
    expect(stage.starts[0]!.atMs - dueAtMs).toBeGreaterThanOrEqual(0);
    expect(stage.starts[0]!.atMs - dueAtMs).toBeLessThanOrEqual(30_000);
    expect(remaining(stage)).toBe(0);
  });
});
