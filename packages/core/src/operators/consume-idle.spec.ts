import { describe, expect, test } from '@jest/globals';
import { EMPTY, map, switchMap } from 'rxjs';
import type { ConsumerProfile } from '../consumer/consumer-profile.js';
import type { ConsumerParts } from '../consumer/consumer-runtime.js';
import type { Delivery } from '../contracts/delivery.js';
import type { Settled } from '../contracts/settlement.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { aDelivery, NOW_MS } from '../spec-support/deliveries.js';
import { CAPABILITIES, ScriptedTransport } from '../spec-support/scripted-transport.js';
import { consume } from './consume.js';

/** A consumer whose polls are answered at once; `reply` says with what. */
const idling = (
  profile: Partial<ConsumerProfile>,
  reply: (poll: number) => readonly Delivery[] = () => [],
  overrides: Partial<ConsumerParts> = {},
) => {
  const stage = aConsumer(profile, overrides);
  const { runtime, clock } = stage;
  const polledMs: number[] = [];
  runtime.transport.receive = async () => {
    polledMs.push(clock.now() - NOW_MS);
    return reply(polledMs.length);
  };
  const held = (delivery: Delivery): Settled => {
    runtime.inHand.remove(delivery.receipt);
    const untilMs = NOW_MS + 1_234;
    return {
      delivery,
      settlement: { kind: 'hold', untilMs, reason: 'not due' },
      status: { kind: 'applied', leaseUntilMs: untilMs },
    };
  };
  const subscription = consume(runtime, map(held)).subscribe();
  return { ...stage, polledMs, subscription };
};

describe('a consumer that does not wait at the service', () => {
  test('asks less and less often while nothing comes, at least every 5 s', async () => {
    const { polledMs, clock } = idling({ waitMs: 0 });
    await clock.advanceBy(20_000);
    // Without chance, which is 0 here, each pause is half of what it may be.
    expect(polledMs).toEqual([
      0, 50, 150, 350, 750, 1_550, 3_150, 5_650, 8_150, 10_650, 13_150, 15_650, 18_150,
    ]);
  });

  test('does so with chance, so that consumers do not ask together', async () => {
    const { polledMs, clock } = idling({ waitMs: 0 }, () => [], { random: () => 1 });
    await clock.advanceBy(20_000);
    expect(polledMs).toEqual([0, 100, 300, 700, 1_500, 3_100, 6_300, 11_300, 16_300]);
  });

  test('asks again at once when something came', async () => {
    const { polledMs, clock } = idling({ waitMs: 0 }, (poll) => (poll === 4 ? [aDelivery()] : []));
    await clock.advanceBy(400);
    expect(polledMs).toEqual([0, 50, 150, 350, 350, 400]);
  });

  test('sleeps until the earliest known instant at which a message comes back', async () => {
    const { polledMs, clock } = idling({ waitMs: 0 }, (poll) => (poll === 1 ? [aDelivery()] : []));
    await clock.advanceBy(1_500);
    expect(polledMs).toContain(1_234);
    expect(polledMs.filter((ms) => ms > 750 && ms < 1_234)).toEqual([]);
  });

  test('does not wait where the transport cannot, whatever its profile says', async () => {
    const transport = new ScriptedTransport({ ...CAPABILITIES, maxWaitMs: 0 });
    const stage = aConsumer({ waitMs: 20_000 }, { transport });
    const subscription = consume(
      stage.runtime,
      switchMap(() => EMPTY),
    ).subscribe();
    expect(transport.requests).toMatchObject([{ waitMs: 0 }]);
    transport.answer([]);
    await quiet();
    expect(transport.openPolls).toBe(0);
    await stage.clock.advanceBy(50);
    expect(transport.openPolls).toBe(1);
    subscription.unsubscribe();
  });

  test('an end of the subscription leaves no timer behind', async () => {
    const { subscription, clock } = idling({ waitMs: 0 });
    await quiet();
    expect(clock.nextTimerMs).toBeDefined();
    subscription.unsubscribe();
    expect(clock.nextTimerMs).toBeUndefined();
  });
});

describe('long polls that come back empty at once', () => {
  test('are no hot loop, although a few in a row mean nothing', async () => {
    const { polledMs, clock } = idling({ waitMs: 20_000 });
    await clock.advanceBy(10_000);
    expect(polledMs.slice(0, 6)).toEqual([0, 0, 0, 0, 50, 150]);
    expect(polledMs.length).toBeLessThan(15);
  });

  test('the ones that waited are asked again without a pause', async () => {
    const stage = aConsumer({ waitMs: 20_000 });
    const subscription = consume(
      stage.runtime,
      switchMap(() => EMPTY),
    ).subscribe();
    for (let poll = 0; poll < 10; poll += 1) {
      await stage.clock.advanceBy(250);
      stage.transport.answer([]);
      await quiet();
      expect(stage.transport.openPolls).toBe(1);
    }
    subscription.unsubscribe();
  });
});
