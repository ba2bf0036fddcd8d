import { describe, expect, test } from '@jest/globals';
import { VirtualClock, type Delivery, type QueueTransport, type ReceiveRequest } from '@snoozeq/core';
import { seededRandom } from '@snoozeq/testing';
import fc from 'fast-check';
import { createMemoryQueue, createMemoryTransport, type MemoryQueue } from './memory-queue.js';

const LOOK: ReceiveRequest = { limit: 1, waitMs: 0, leaseMs: 30_000 };
const POLL: ReceiveRequest = { ...LOOK, waitMs: 30_000 };

const aQueue = (settings = {}): { queue: MemoryQueue; clock: VirtualClock } => {
  const clock = new VirtualClock();
  return { queue: createMemoryQueue({ clock, random: seededRandom(1), settings }), clock };
};
const contents = (deliveries: readonly Delivery[]): readonly string[] =>
  deliveries.map(({ message }) => message.content);
const put = (transport: QueueTransport, ...texts: readonly string[]): Promise<unknown> =>
  transport.send(texts.map((content) => ({ content, lane: 'ready' })));

describe('clients of one queue', () => {
  test('poll first come, first served', async () => {
    const { queue } = aQueue();
    const [first, second, third] = [1, 2, 3].map(() => queue.connect().receive(POLL));
    await put(queue.connect(), 'a', 'b', 'c');
    expect(contents((await Promise.all([first!, second!, third!])).flat())).toEqual(['a', 'b', 'c']);
  });

  test('a newcomer does not overtake a waiting poll when a lease lapses', async () => {
    const { queue, clock } = aQueue();
    const transport = queue.connect();
    await put(transport, 'a');
    await transport.receive({ ...LOOK, leaseMs: 5_000 });
    const waiting = queue.connect().receive(POLL);
    const newcomer = new Promise<readonly Delivery[]>((resolve) => {
      clock.schedule(clock.now() + 5_000, () => void queue.connect().receive(LOOK).then(resolve));
    });
    await clock.advanceBy(5_000);
    expect(contents(await waiting)).toEqual(['a']);
    expect(await newcomer).toEqual([]);
  });

  test('a poll that gave up leaves its turn to the next', async () => {
    const { queue } = aQueue();
    const abort = new AbortController();
    const first = queue.connect().receive(POLL, { signal: abort.signal });
    const second = queue.connect().receive(POLL);
    abort.abort(new Error('enough'));
    await expect(first).rejects.toMatchObject({ code: 'aborted', cause: new Error('enough') });
    await put(queue.connect(), 'a');
    expect(contents(await second)).toEqual(['a']);
  });

  test('closing one leaves the others open', async () => {
    const { queue } = aQueue();
    const closing = queue.connect();
    const ended = closing.receive(POLL);
    const other = queue.connect().receive(POLL);
    await closing.close();
    await expect(ended).rejects.toMatchObject({ code: 'closed' });
    await put(queue.connect(), 'a');
    expect(contents(await other)).toEqual(['a']);
  });

  test('each message answers exactly one poll, however sends and polls meet', async () => {
    const step = fc.oneof(fc.constant('poll'), fc.constant('send'), fc.constant('second'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { queue, clock } = aQueue();
        const transport = queue.connect();
        const replies: Promise<readonly Delivery[]>[] = [];
        for (const [index, name] of steps.entries()) {
          if (name === 'poll') replies.push(queue.connect().receive(POLL));
          if (name === 'send') await put(transport, `m${index}`);
          if (name === 'second') await clock.advanceBy(1_000);
        }
        await clock.advanceBy(30_000 - 1_000);
        replies.push(transport.receive({ ...LOOK, limit: 20 }), transport.receive({ ...LOOK, limit: 20 }));
        await clock.advanceBy(1_000);
        const seen = contents(
          (await Promise.all(replies)).flat().filter(({ deliveryCount }) => deliveryCount === 1),
        );
        const sent = steps.flatMap((name, index) => (name === 'send' ? [`m${index}`] : []));
        expect([...seen].sort()).toEqual([...sent].sort());
      }),
      { numRuns: 50 },
    );
  });
});

describe('timers', () => {
  test('none is left when nobody waits', async () => {
    const { queue, clock } = aQueue();
    const transport = queue.connect();
    const poll = transport.receive(POLL);
    await put(transport, 'a', 'b');
    await poll;
    expect(clock.nextTimerMs).toBeUndefined();
  });

  test.each<[string, (transport: QueueTransport, abort: AbortController) => unknown]>([
    ['closing', (transport) => transport.close()],
    ['aborting', (_transport, abort) => abort.abort()],
  ])('%s a poll frees its deadline', async (_name, end) => {
    const { queue, clock } = aQueue();
    const transport = queue.connect();
    const abort = new AbortController();
    const poll = transport.receive(POLL, { signal: abort.signal });
    expect(clock.nextTimerMs).toBe(clock.now() + 30_000);
    await end(transport, abort);
    await expect(poll).rejects.toThrow();
    expect(clock.nextTimerMs).toBeUndefined();
  });
});

describe('the end of a message', () => {
  const settings = { retentionMs: 60_500 };

  test('a hide past it ends a step before it, so that somebody sees the message again', async () => {
    const { queue, clock } = aQueue(settings);
    const transport = queue.connect();
    await put(transport, 'a');
    const [delivery] = await transport.receive(LOOK);
    const statuses = await transport.hide([{ receipt: delivery!.receipt, forMs: 3_600_000 }]);
    expect(statuses).toEqual([{ kind: 'applied', leaseUntilMs: clock.now() + 60_000 }]);
    await clock.advanceBy(60_000);
    expect(contents(await transport.receive(LOOK))).toEqual(['a']);
  });

  test('a queue that refuses hides past it sees none', async () => {
    const { queue } = aQueue({ ...settings, pastRetention: 'reject' });
    const transport = queue.connect();
    await put(transport, 'a');
    const [delivery] = await transport.receive(LOOK);
    const [status] = await transport.hide([{ receipt: delivery!.receipt, forMs: 3_600_000 }]);
    expect(status?.kind).toBe('applied');
  });

  test('a lease that it cuts does not tell the time of service', async () => {
    const { queue, clock } = aQueue(settings);
    const transport = queue.connect();
    await put(transport, 'a');
    const [delivery] = await transport.receive({ ...LOOK, leaseMs: 120_000 });
    expect(delivery?.leaseUntilMs).toBe(clock.now() + 60_500);
    expect(delivery).not.toHaveProperty('servedAtMs');
  });
});

describe('inspection', () => {
  test('counts by lane, and costs no delivery', async () => {
    const { queue } = aQueue();
    const transport = queue.connect();
    await put(transport, 'a', 'bb');
    await transport.send([{ content: 'c', lane: 'far' }]);
    await transport.receive({ ...LOOK, lane: 'ready' });
    expect(queue.stats()).toMatchObject({ visible: 2, inFlight: 1, sizeBytes: 4 });
    expect(await transport.stats('ready')).toEqual({ visible: 1, inFlight: 1, sizeBytes: 3 });
    expect(queue.lanes()).toEqual(['far', 'ready']);
    expect((await transport.receive({ ...LOOK, lane: 'far' }))[0]?.deliveryCount).toBe(1);
  });

  test('shows what was given up', async () => {
    const { queue, clock } = aQueue({ maxDeliveries: 1 });
    const transport = queue.connect();
    await put(transport, 'a');
    await transport.receive(LOOK);
    await clock.advanceBy(30_000);
    expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0, deadLetters: { visible: 1 } });
  });
});

describe('queues', () => {
  test('do not know the receipts of each other', async () => {
    const random = seededRandom(1);
    const [one, other] = [1, 2].map(() => createMemoryTransport({ clock: new VirtualClock(), random }));
    await put(one!, 'a');
    await put(other!, 'b');
    const [delivery] = await one!.receive(LOOK);
    await other!.receive(LOOK);
    expect(await other!.ack([delivery!.receipt])).toEqual([{ kind: 'lease-lost' }]);
    expect(await one!.ack([delivery!.receipt])).toEqual([{ kind: 'applied' }]);
  });

  test('count in whole milliseconds, whatever the clock tells', async () => {
    const startMs = Date.UTC(2026, 0, 5);
    const clock = { now: () => startMs + 0.75, schedule: () => () => undefined };
    const transport = createMemoryTransport({ clock, random: seededRandom(1) });
    await put(transport, 'a');
    const [delivery] = await transport.receive(LOOK);
    expect(delivery).toMatchObject({
      message: { createdAtMs: startMs, expiresAtMs: startMs + 7 * 86_400_000 },
      leaseUntilMs: startMs + 30_000,
      servedAtMs: startMs,
    });
  });

  test('can be given tighter limits', async () => {
    const transport = createMemoryTransport({
      clock: new VirtualClock(),
      random: seededRandom(1),
      limits: { maxMessageBytes: 3 },
    });
    await expect(put(transport, 'four')).rejects.toMatchObject({ code: 'too-large' });
  });
});
