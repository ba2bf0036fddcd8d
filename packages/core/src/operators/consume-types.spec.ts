import { describe, expect, test } from '@jest/globals';
import { Subject } from 'rxjs';
import type { ConsumerProfile } from '../consumer/consumer-profile.js';
import type { HandlerContext } from '../contracts/handler.js';
import type { Delivery } from '../contracts/delivery.js';
import type { PolicyInput } from '../contracts/policy.js';
import type { Settled } from '../contracts/settlement.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, NOW_MS } from '../spec-support/deliveries.js';
import { plainPolicy } from '../spec-support/plain-stamps.js';
import { admit } from './admit.js';
import { consume } from './consume.js';
import { handle } from './handle.js';
import { settle } from './settle.js';

/** A whole consumer whose handlers end when a test says so. */
const working = (profile: Partial<ConsumerProfile>) => {
  const stage = aConsumer(profile);
  const { runtime, transport, clock } = stage;
  const running = new Map<string, (error?: Error) => void>();
  const starts: { readonly name: string; readonly atMs: number; readonly context: HandlerContext }[] = [];
  const handler = {
    handle: (name: string, context: HandlerContext) =>
      new Promise<undefined>((resolve, reject) => {
        starts.push({ name, atMs: clock.now() - NOW_MS, context });
        running.set(name, (error) => (error ? reject(error) : resolve(undefined)));
      }),
  };
  const settled: Settled[] = [];
  const stop$ = new Subject<void>();
  const consuming = consume(
    runtime,
    (delivery$) => delivery$.pipe(admit(runtime), handle<string>(runtime, handler), settle(runtime)),
    { stop$ },
  ).subscribe((one) => settled.push(one));
  const answer = async (...deliveries: readonly Delivery[]): Promise<void> => {
    transport.answer(deliveries);
    await quiet();
  };
  const end = async (names: readonly string[], error?: Error): Promise<void> => {
    for (const name of names) {
      running.get(name)?.(error);
      running.delete(name);
      await quiet();
    }
  };
  const finish = (...names: readonly string[]): Promise<void> => end(names);
  const fail = (...names: readonly string[]): Promise<void> => end(names, new Error('failed'));
  return { ...stage, running, starts, settled, stop$, consuming, answer, finish, fail };
};

const typed = (type: string, count: number, overrides: Partial<Delivery> = {}): readonly Delivery[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `${type}${index + 1}`;
    return aDelivery(name, {
      message: aMessage(name, { properties: { id: name, key: name, type } }),
      ...overrides,
    });
  });

const relayed = (settled: readonly Settled[]): readonly number[] =>
  settled.flatMap(({ settlement }) => (settlement.kind === 'relay' ? [settlement.dueAtMs - NOW_MS] : []));

describe('concurrency of a type', () => {
  test('is honoured, and a saturated type takes no slot from the others', async () => {
    const stage = working({ concurrency: 5, types: { mail: { concurrency: 2 } } });
    await stage.answer(...typed('mail', 10), ...typed('sms', 3));
    expect([...stage.running.keys()]).toEqual(['mail1', 'mail2', 'sms1', 'sms2', 'sms3']);
    await stage.finish('mail1');
    expect([...stage.running.keys()]).toEqual(['mail2', 'sms1', 'sms2', 'sms3', 'mail3']);
  });

  test('what waits for its turn takes no place, so the queue is read on', async () => {
    const stage = working({ concurrency: 1, types: { mail: { concurrency: 1 } } });
    await stage.answer(...typed('mail', 20));
    expect(stage.runtime.inHand.count('waiting')).toBe(19);
    expect(stage.transport.openPolls).toBe(1);
  });

  test('what waits for its turn keeps its lease', async () => {
    const stage = working({ concurrency: 5, types: { mail: { concurrency: 1 } } });
    await stage.answer(...typed('mail', 3));
    await stage.clock.advanceBy(20_000);
    expect(stage.transport.hidden.map((batch) => batch.map(({ receipt }) => receipt))).toEqual([
      ['mail1', 'mail2', 'mail3'],
    ]);
  });

  test('what is lost while it waits is forgotten, and the next one has its turn', async () => {
    const stage = working({ concurrency: 5, types: { mail: { concurrency: 1 } } });
    await stage.answer(...typed('mail', 3));
    stage.transport.onHide = async (hidings) =>
      hidings.map(({ receipt }) => ({ kind: receipt === 'mail2' ? 'lease-lost' : 'applied' }));
    await stage.clock.advanceBy(20_000);
    await stage.finish('mail1');
    expect([...stage.running.keys()]).toEqual(['mail3']);
    expect(stage.runtime.inHand.size).toBe(2);
  });

  test('a turn ends with its handler, whether that completes or fails', async () => {
    const stage = working({ concurrency: 5, types: { mail: { concurrency: 1 } } });
    await stage.answer(...typed('mail', 3));
    await stage.fail('mail1');
    await stage.finish('mail2');
    expect([...stage.running.keys()]).toEqual(['mail3']);
    await stage.finish('mail3');
    await stage.clock.advanceBy(20);
    expect(stage.settled.map(({ settlement }) => settlement.kind).toSorted()).toEqual([
      'complete',
      'complete',
      'hold',
    ]);
    expect(stage.runtime.inHand.size).toBe(0);
  });

  test('a type that is not named, and a message without one, have no limit of their own', async () => {
    const stage = working({ concurrency: 20, types: { mail: { concurrency: 1 } } });
    await stage.answer(...typed('toString', 5), aDelivery('plain'));
    expect(stage.running.size).toBe(6);
  });
});

describe('rate of a type', () => {
  const types = { mail: { rate: { starts: 2, perMs: 1_000 } } };

  test('is honoured to the millisecond, and holds up nobody else', async () => {
    const stage = working({ concurrency: 50, types });
    await stage.answer(...typed('mail', 5), ...typed('sms', 3));
    await stage.clock.advanceBy(2_500);
    expect(stage.starts.map(({ name, atMs }) => [name, atMs])).toEqual([
      ['mail1', 0],
      ['mail2', 0],
      ['sms1', 0],
      ['sms2', 0],
      ['sms3', 0],
      ['mail3', 1_000],
      ['mail4', 1_000],
      ['mail5', 2_000],
    ]);
  });

  test('counts starts and not turns: what has to wait for a slot starts no faster afterwards', async () => {
    const stage = working({ concurrency: 1, types });
    await stage.answer(...typed('sms', 1), ...typed('mail', 6));
    await stage.clock.advanceBy(10_000);
    stage.running.get('sms1')?.();
    for (let second = 0; second < 4; second += 1) {
      await quiet();
      await stage.finish(...stage.running.keys());
      await stage.finish(...stage.running.keys());
      await stage.clock.advanceBy(1_000);
    }
    const mails = stage.starts.filter(({ name }) => name.startsWith('mail')).map(({ atMs }) => atMs);
    expect(mails).toEqual([10_000, 10_000, 11_000, 11_000, 12_000, 12_000]);
  });

  test('at most twenty have their turn and no slot, so that one type cannot fill the places of all', async () => {
    const types = { mail: { rate: { starts: 1_000, perMs: 1_000 } } };
    const stage = working({ concurrency: 1, pollers: 2, types });
    await stage.answer(...typed('sms', 1), ...typed('mail', 19));
    await stage.answer(...typed('mail', 20).map((one) => ({ ...one, receipt: `b-${one.receipt}` as never })));
    expect([...stage.running.keys()]).toEqual(['sms1']);
    expect(stage.runtime.inHand.count('buffered')).toBe(20);
    expect(stage.runtime.inHand.count('waiting')).toBe(19);
  });

  test('has no timer while nobody waits for it', async () => {
    const stage = working({ concurrency: 50, types });
    await stage.answer(...typed('mail', 2));
    await stage.finish('mail1', 'mail2');
    await stage.clock.advanceBy(20);
    expect(stage.clock.nextTimerMs).toBeUndefined();
  });
});

describe('what exceeds what may wait', () => {
  // A minute for each: twenty wait whatever it takes, the others go back until their turn, and no further than five minutes.
  const types = { mail: { rate: { starts: 1, perMs: 60_000 } } };

  test('goes back to the queue until its turn, as a successor that has spent no attempt', async () => {
    const stage = working({ concurrency: 5, types });
    await stage.answer(...typed('mail', 20, { deliveryCount: 3 }));
    await stage.answer(
      ...typed('mail', 3, { deliveryCount: 3 }).map((delivery) => ({
        ...delivery,
        receipt: `late-${delivery.receipt}` as Delivery['receipt'],
      })),
    );
    await stage.clock.advanceBy(40);
    expect(stage.transport.sent.flat()).toMatchObject([
      { lane: 'ready', properties: { id: 'mail2', attempts: '2', relays: '1', due: `${NOW_MS + 300_000}` } },
      { lane: 'ready', properties: { id: 'mail3', attempts: '2', relays: '1' } },
    ]);
    expect(stage.transport.acked.flat()).toEqual(['late-mail2', 'late-mail3']);
    expect(stage.runtime.inHand.count('waiting')).toBe(20);
  });

  test('one after the other, as far as the rate lets them', async () => {
    const stage = working({ concurrency: 5, types: { mail: { rate: { starts: 1, perMs: 2_000 } } } });
    await stage.answer(...typed('mail', 20));
    await stage.answer(...typed('mail', 4).map((one) => ({ ...one, receipt: `b-${one.receipt}` as never })));
    await stage.clock.advanceBy(40);
    expect(relayed(stage.settled)).toEqual([40_000, 42_000, 44_000]);
  });

  test('not beyond the instant at which handling is pointless', async () => {
    const { givenBack } = await import('../consumer/types/given-back.js');
    const [delivery = aDelivery()] = typed('mail', 1);
    const stamp = { id: 'a', key: 'a', attempts: 0, relays: 0, type: 'mail', expiresAtMs: NOW_MS + 1_000 };
    const work = {
      delivery,
      reading: { kind: 'stamped', stamp } as const,
      counters: { attempt: 1, holds: 0, attemptsLeft: 4 },
    };
    expect(givenBack(work, NOW_MS + 5_000).settlement).toMatchObject({
      dueAtMs: NOW_MS + 1_000,
      attempts: 0,
    });
  });

  test.each([
    ['1 000 of one type', { rate: { starts: 300, perMs: 1_000 } }, 10_000, 1_000],
    ['as many as have their turn within 5 s', { rate: { starts: 10, perMs: 1_000 } }, 10_000, 51],
    ['twenty, if their turn is further away', { rate: { starts: 1, perMs: 1_000 } }, 10_000, 20],
    ['maxWaits of all', { rate: { starts: 10, perMs: 1_000 } }, 30, 30],
  ])('at most %s wait', async (_what, limit, maxWaits, most) => {
    const stage = working({ concurrency: 1_000, maxWaits, types: { mail: limit } });
    for (let batch = 0; batch < 70; batch += 1) {
      const again = typed('mail', 20).map((one) => ({ ...one, receipt: `${batch}${one.receipt}` as never }));
      await stage.answer(...again);
    }
    expect(stage.runtime.inHand.count('waiting')).toBe(most);
  });
});

describe('a drain', () => {
  test('releases at its deadline what has not had its turn', async () => {
    const stage = working({ concurrency: 5, handlerDeadlineMs: 5_000, types: { mail: { concurrency: 1 } } });
    await stage.answer(...typed('mail', 3));
    stage.stop$.next();
    await stage.clock.advanceBy(2_000);
    await stage.finish('mail1');
    expect([...stage.running.keys()]).toEqual(['mail2']);
    await stage.clock.advanceBy(3_000);
    await quiet();
    await stage.clock.advanceBy(40);
    expect(stage.transport.hidden.flat()).toEqual([{ receipt: 'mail3', forMs: 0 }]);
    expect(stage.consuming.closed).toBe(true);
    expect(stage.runtime.inHand.size).toBe(0);
  });

  test('an end of the subscription leaves no timer behind', async () => {
    const stage = working({ concurrency: 50, types: { mail: { rate: { starts: 1, perMs: 60_000 } } } });
    await stage.answer(...typed('mail', 3));
    expect(stage.clock.nextTimerMs).toBeDefined();
    stage.consuming.unsubscribe();
    expect(stage.clock.nextTimerMs).toBeUndefined();
  });
});

test('limits of types need a policy that holds', () => {
  const policy = Object.assign((input: PolicyInput) => plainPolicy(input), { hides: false as const });
  expect(() => aConsumer({ types: { mail: { concurrency: 1 } } }, { policy })).toThrow(
    expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining('types have limits') }),
  );
});
