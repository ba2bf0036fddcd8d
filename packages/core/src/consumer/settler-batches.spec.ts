import { describe, expect, test } from '@jest/globals';
import type { Settled, Settlement } from '../contracts/settlement.js';
import type { SettleStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { aConsumer, quiet, type Stage } from '../spec-support/a-consumer.js';
import {
  aDelivery,
  aVerdict,
  aWork,
  deliveries,
  LEASE_MS,
  NOW_MS,
  receiptOf,
} from '../spec-support/deliveries.js';

const settling = (): Stage => {
  const stage = aConsumer();
  stage.runtime.queueTime.observe(aDelivery(), LEASE_MS);
  return stage;
};
const settle = (
  { runtime }: Stage,
  name: string,
  settlement: Settlement = { kind: 'complete' },
): Promise<Settled> => {
  const delivery = aDelivery(name);
  runtime.inHand.receive(delivery);
  return runtime.settler.settle(aVerdict(settlement, aWork(delivery)));
};
/** Something else is in hand, so that incomplete batches have a reason to wait. */
const busy = ({ runtime }: Stage, state: 'running' | 'buffered' | 'waiting' = 'running'): void => {
  runtime.inHand.receive(aDelivery('busy'));
  runtime.inHand.move(receiptOf('busy'), state);
};
const passing = new QueueError('throttled', 'slow down');
const final = new QueueError('unauthorised', 'no');

describe('batches', () => {
  test.each(['running', 'buffered', 'waiting'] as const)(
    'gather for 20 ms while something is %s',
    async (state) => {
      const stage = settling();
      busy(stage, state);
      void settle(stage, 'a');
      await stage.clock.advanceBy(15);
      void settle(stage, 'b');
      await stage.clock.advanceBy(4);
      expect(stage.transport.acked).toEqual([]);
      await stage.clock.advanceBy(1);
      expect(stage.transport.acked).toEqual([['a', 'b']]);
    },
  );

  test('leave at once when nothing else could join them', async () => {
    const stage = settling();
    void settle(stage, 'a');
    void settle(stage, 'b');
    await quiet();
    expect(stage.transport.acked).toEqual([['a', 'b']]);
  });

  test('leave at once when they are full', async () => {
    const stage = settling();
    busy(stage);
    for (const { receipt } of deliveries(25)) void settle(stage, receipt);
    await quiet();
    expect(stage.transport.acked.map((batch) => batch.length)).toEqual([20]);
    await stage.clock.advanceBy(20);
    expect(stage.transport.acked.map((batch) => batch.length)).toEqual([20, 5]);
  });

  test('leave at once when they are flushed', async () => {
    const stage = settling();
    busy(stage);
    void settle(stage, 'a');
    void settle(stage, 'b', { kind: 'release' });
    void settle(stage, 'c', { kind: 'dead-letter', reason: 'poison' });
    await quiet();
    expect(stage.transport.log).toEqual([]);
    stage.runtime.settler.flush();
    expect(stage.transport.log.sort()).toEqual(['ack', 'hide', 'send']);
  });
});

describe('a settlement that fails', () => {
  /** Fails `a` so many times, each time next to `b`, which is applied at once. */
  const failing = (times: number, error: QueueError) => {
    const stage = settling();
    let failures = 0;
    stage.transport.onAck = async (receipts) =>
      receipts.map((receipt): SettleStatus => {
        if (receipt !== 'a' || failures >= times) return { kind: 'applied' };
        failures += 1;
        return { kind: 'failed', error };
      });
    return stage;
  };
  const run = async (stage: Stage) => {
    const settled = Promise.all([settle(stage, 'a'), settle(stage, 'b')]);
    await stage.clock.advanceBy(10_000);
    return settled;
  };

  test.each([
    { name: 'once', times: 1, error: passing, tries: 2, status: 'applied' },
    { name: 'twice', times: 2, error: passing, tries: 3, status: 'applied' },
    { name: 'three times', times: 3, error: passing, tries: 3, status: 'failed' },
    { name: 'for good', times: 1, error: final, tries: 1, status: 'failed' },
  ])(
    '$name: $tries tries, then $status; its neighbour is settled once',
    async ({ times, error, tries, status }) => {
      const stage = failing(times, error);
      const [first, second] = await run(stage);
      expect(first?.status.kind).toBe(status);
      expect(second?.status.kind).toBe('applied');
      const asked = stage.transport.acked.flat();
      expect(asked.filter((receipt) => receipt === 'a')).toHaveLength(tries);
      expect(asked.filter((receipt) => receipt === 'b')).toHaveLength(1);
    },
  );

  test('is tried again after a back-off on the process clock', async () => {
    const stage = failing(2, passing);
    const atMs: number[] = [];
    const { onAck } = stage.transport;
    stage.transport.onAck = (receipts) => {
      atMs.push(stage.clock.now() - NOW_MS);
      return onAck(receipts);
    };
    await run(stage);
    const pauses = atMs.slice(1).map((each, index) => each - atMs[index]!);
    expect(pauses).toHaveLength(2);
    // A batch may gather for 20 ms on top.
    for (const [index, leastMs] of [100, 200].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(leastMs);
      expect(pauses[index]).toBeLessThanOrEqual(leastMs + 20);
    }
  });

  test('is reported once, with what should have been done, and is no longer in hand', async () => {
    const stage = failing(3, passing);
    await run(stage);
    const settlement: Settlement = { kind: 'complete' };
    const delivery = aDelivery('a');
    expect(stage.events.filter(({ kind }) => kind === 'settle-failed')).toEqual([
      { kind: 'settle-failed', delivery, settlement, error: passing },
    ]);
    expect(stage.events).toContainEqual({
      kind: 'settled',
      settled: { delivery, settlement, status: { kind: 'failed', error: passing } },
    });
    expect(stage.runtime.inHand.size).toBe(0);
    expect(stage.activity.state.busy).toBe(0);
  });

  test.each([
    { name: 'whole calls that fail', onAck: () => Promise.reject(passing) },
    { name: 'an answer for nobody', onAck: async () => [] },
  ])('$name are tried three times and never reject', async ({ onAck }) => {
    const stage = settling();
    stage.transport.onAck = onAck;
    const [first, second] = await run(stage);
    expect([first?.status.kind, second?.status.kind]).toEqual(['failed', 'failed']);
    expect(stage.transport.acked).toHaveLength(3);
  });
});

describe('a lost lease', () => {
  test('is a value: not tried again, not a failure', async () => {
    const stage = settling();
    stage.transport.onAck = async () => [{ kind: 'lease-lost' }];
    const settled = settle(stage, 'a');
    await stage.clock.advanceBy(10_000);
    expect((await settled).status).toEqual({ kind: 'lease-lost' });
    expect(stage.transport.acked).toHaveLength(1);
    expect(stage.events.map(({ kind }) => kind)).toEqual(['settled']);
  });
});
