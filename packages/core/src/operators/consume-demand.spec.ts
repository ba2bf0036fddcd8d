import { describe, expect, test } from '@jest/globals';
import type { Subscription } from 'rxjs';
import type { ConsumerProfile } from '../consumer/consumer-profile.js';
import type { Outcome } from '../contracts/decision.js';
import { aConsumer, quiet, type Stage } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, deliveries, NOW_MS } from '../spec-support/deliveries.js';
import { admit } from './admit.js';
import { consume } from './consume.js';
import { handle } from './handle.js';
import { settle } from './settle.js';

/** A whole consumer whose handlers end when a test says so. */
const working = (profile: Partial<ConsumerProfile> = {}) => {
  const stage = aConsumer(profile);
  const { runtime } = stage;
  const running = new Map<string, (outcome: Outcome | undefined) => void>();
  let mostAtOnce = 0;
  const handler = {
    handle: (name: string) =>
      new Promise<Outcome | undefined>((resolve) => {
        running.set(name, resolve);
        mostAtOnce = Math.max(mostAtOnce, running.size);
      }),
  };
  const errors: unknown[] = [];
  const consuming: Subscription = consume(runtime, (delivery$) =>
    delivery$.pipe(admit(runtime), handle<string>(runtime, handler), settle(runtime)),
  ).subscribe({ error: (error: unknown) => errors.push(error) });
  const finish = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) {
      running.get(name)?.(undefined);
      running.delete(name);
      await quiet();
    }
  };
  return { ...stage, running, finish, consuming, errors, mostAtOnce: () => mostAtOnce };
};
const answer = async ({ transport }: Stage, ...reply: Parameters<Stage['transport']['answer']>) => {
  transport.answer(...reply);
  await quiet();
};
const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `m${from + index}`);

describe('demand', () => {
  test('asks for a whole batch, under the lease and wait of its profile', () => {
    const { transport } = working({ leaseMs: 45_000, waitMs: 15_000, lanes: ['far'] });
    expect(transport.requests).toEqual([{ limit: 20, leaseMs: 45_000, waitMs: 15_000, lane: 'far' }]);
  });

  test('one poll for each poller and lane', () => {
    const { transport } = working({ pollers: 2, lanes: ['ready', 'far'] });
    expect(transport.requests.map(({ lane }) => lane)).toEqual(['ready', 'ready', 'far', 'far']);
  });

  test('a further poll opens only when 20 places are free, and asks for 20 again', async () => {
    const stage = working({ concurrency: 5 });
    await answer(stage, deliveries(20));
    expect(stage.running.size).toBe(5);
    expect(stage.transport.openPolls).toBe(0);
    await stage.finish(...names(1, 14));
    expect(stage.transport.openPolls).toBe(0);
    await stage.finish('m15');
    expect(stage.transport.openPolls).toBe(1);
    expect(stage.transport.requests.map(({ limit }) => limit)).toEqual([20, 20]);
  });

  test('while there is room, the next poll opens beside the work', async () => {
    const stage = working({ concurrency: 10 });
    await answer(stage, deliveries(10));
    expect(stage.running.size).toBe(10);
    expect(stage.transport.openPolls).toBe(1);
  });

  test('two polls never promise more places than there are', async () => {
    const stage = working({ concurrency: 1, pollers: 2 });
    await answer(stage, deliveries(20, 'a'));
    expect(stage.transport.openPolls).toBe(1);
    await answer(stage, deliveries(20, 'b'));
    expect(stage.transport.openPolls).toBe(0);
    expect(stage.runtime.inHand.size).toBe(40);
  });

  test('holds take no place, so a queue of sleepers is read on', async () => {
    const stage = working({ concurrency: 1 });
    const properties = { id: 'x', due: `${NOW_MS + 60_000}` };
    const sleepers = names(1, 20).map((name) => aDelivery(name, { message: aMessage(name, { properties }) }));
    await answer(stage, sleepers);
    expect(stage.transport.openPolls).toBe(1);
    expect(stage.transport.hidden.map((batch) => batch.length)).toEqual([20]);
  });

  test('waits take no place either', async () => {
    const stage = working({ concurrency: 1 });
    const properties = { id: 'x', due: `${NOW_MS + 500}` };
    await answer(
      stage,
      names(1, 20).map((name) => aDelivery(name, { message: aMessage(name, { properties }) })),
    );
    expect(stage.runtime.inHand.count('waiting')).toBe(20);
    expect(stage.transport.openPolls).toBe(1);
  });
});

describe('concurrency', () => {
  test.each([1, 3, 10])('of %i is honoured, and used', async (concurrency) => {
    const stage = working({ concurrency });
    await answer(stage, deliveries(20));
    await stage.finish(...names(1, 20));
    await stage.clock.advanceBy(20);
    expect(stage.mostAtOnce()).toBe(concurrency);
    expect(stage.transport.acked.flat()).toHaveLength(20);
  });

  test('one slow handler does not hold up the others, of its batch or of the next', async () => {
    const stage = working({ concurrency: 2 });
    await answer(stage, deliveries(3));
    await stage.finish('m2', 'm3');
    await answer(stage, deliveries(3, 'n'));
    await stage.finish('n1', 'n2', 'n3');
    await stage.clock.advanceBy(20);
    expect(stage.transport.acked.flat()).toEqual(['m2', 'm3', 'n1', 'n2', 'n3']);
    expect([...stage.running.keys()]).toEqual(['m1']);
  });

  test('a verdict overtakes what waits for a slot', async () => {
    const stage = working({ concurrency: 1 });
    const poison = aDelivery('poison', { message: aMessage('poison', { properties: { due: 'soon' } }) });
    await answer(stage, [...deliveries(5), poison]);
    await stage.clock.advanceBy(40);
    expect(stage.transport.sent).toMatchObject([[{ lane: 'dead', content: '"poison"' }]]);
    expect(stage.transport.acked).toEqual([['poison']]);
    expect([...stage.running.keys()]).toEqual(['m1']);
  });
});

describe('in hand', () => {
  test('what waits for a slot keeps its lease', async () => {
    const stage = working({ concurrency: 1 });
    await answer(stage, deliveries(3));
    await stage.clock.advanceBy(20_000);
    expect(stage.transport.hidden.map((batch) => batch.map(({ receipt }) => receipt))).toEqual([
      ['m1', 'm2', 'm3'],
    ]);
  });

  test('nothing is left when all is settled, and the process is idle', async () => {
    const stage = working();
    await answer(stage, deliveries(20));
    await stage.finish(...names(1, 20));
    await stage.clock.advanceBy(1_000);
    expect(stage.runtime.inHand.size).toBe(0);
    expect(stage.activity.state.busy).toBe(0);
    expect(stage.errors).toEqual([]);
  });

  test('unsubscribing aborts the open poll and stops renewing', async () => {
    const stage = working({ concurrency: 10 });
    await answer(stage, deliveries(3));
    stage.consuming.unsubscribe();
    expect(stage.transport.aborted).toBe(1);
    await stage.clock.advanceBy(60_000);
    expect(stage.transport.hidden).toEqual([]);
    expect(stage.transport.openPolls).toBe(0);
  });
});
