import { describe, expect, test } from '@jest/globals';
import { map, mergeMap, type Subscription } from 'rxjs';
import type { ConsumerProfile } from '../consumer/consumer-profile.js';
import type { Delivery } from '../contracts/delivery.js';
import { QueueError } from '../errors.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { deliveries } from '../spec-support/deliveries.js';
import { consume } from './consume.js';

/** A consumer whose handlers take what comes and end when a test says so, all at once. */
const reading = (profile: Partial<ConsumerProfile>) => {
  const stage = aConsumer({ waitMs: 20_000, ...profile });
  const { runtime, transport } = stage;
  const { inHand } = runtime;
  let open: (() => void)[] = [];
  const working = (delivery: Delivery): Promise<Delivery> =>
    new Promise((resolve) => {
      inHand.move(delivery.receipt, 'running');
      open.push(() => {
        inHand.remove(delivery.receipt);
        resolve(delivery);
      });
    });
  const consuming: Subscription = consume(runtime, (delivery$) =>
    delivery$.pipe(
      mergeMap(working, runtime.profile.concurrency),
      map((delivery) => ({ delivery, settlement: { kind: 'complete' }, status: { kind: 'applied' } })),
    ),
  ).subscribe();
  let batches = 0;
  const answer = async (count: number): Promise<void> => {
    batches += 1;
    transport.answer(deliveries(count, `b${batches}-`));
    await quiet();
  };
  const finishAll = async (): Promise<void> => {
    while (open.length > 0) {
      const ending = open;
      open = [];
      for (const end of ending) end();
      await quiet();
    }
  };
  return { ...stage, answer, finishAll, consuming };
};

const RANGE = { min: 1, max: 3 };

describe('pollers in a range', () => {
  test('grow by one with each full batch that comes to idle handlers, up to the most', async () => {
    const stage = reading({ concurrency: 5, pollers: RANGE });
    const open = [stage.transport.openPolls];
    for (let batch = 0; batch < 5; batch += 1) {
      await stage.answer(20);
      await stage.finishAll();
      open.push(stage.transport.openPolls);
    }
    expect(open).toEqual([1, 2, 3, 3, 3, 3]);
  });

  test('do not grow while handlers have enough to do', async () => {
    const stage = reading({ concurrency: 5, pollers: RANGE });
    await stage.answer(5);
    expect(stage.transport.openPolls).toBe(1);
    await stage.answer(20);
    await stage.finishAll();
    expect(stage.transport.openPolls).toBe(1);
  });

  test('do not grow with replies that are not full: there is no backlog', async () => {
    const stage = reading({ concurrency: 50, pollers: RANGE });
    await stage.answer(19);
    await stage.finishAll();
    expect(stage.transport.openPolls).toBe(1);
  });

  test('shrink by one with each empty reply, down to the fewest', async () => {
    const stage = reading({ concurrency: 50, pollers: { min: 1, max: 4 } });
    for (let batch = 0; batch < 4; batch += 1) {
      await stage.answer(20);
      await stage.finishAll();
    }
    const open = [stage.transport.openPolls];
    for (let poll = 0; poll < 5; poll += 1) {
      await stage.clock.advanceBy(20_000);
      await stage.answer(0);
      open.push(stage.transport.openPolls);
    }
    expect(open).toEqual([4, 3, 2, 1, 1, 1]);
  });

  test('shrink to the fewest when the service has trouble', async () => {
    const stage = reading({ concurrency: 50, pollers: { min: 1, max: 4 } });
    for (let batch = 0; batch < 3; batch += 1) {
      await stage.answer(20);
      await stage.finishAll();
    }
    expect(stage.transport.openPolls).toBe(4);
    for (let poll = 0; poll < 4; poll += 1) stage.transport.fail(new QueueError('throttled', 'slow down'));
    await stage.clock.advanceBy(30_000);
    expect(stage.transport.openPolls).toBe(1);
  });

  test('what is promised and buffered stays within the handlers and a batch for each that polls', async () => {
    const stage = reading({ concurrency: 5, pollers: RANGE });
    const { inHand } = stage.runtime;
    const places = [inHand.freePlaces + 20];
    let mostInHand = 0;
    inHand.onChange(() => (mostInHand = Math.max(mostInHand, inHand.size)));
    for (let round = 0; round < 4; round += 1) {
      while (stage.transport.openPolls > 0) await stage.answer(20);
      await stage.finishAll();
    }
    places.push(inHand.freePlaces + 20 * stage.transport.openPolls);
    expect(places).toEqual([25, 65]);
    expect(mostInHand).toBeLessThanOrEqual(65);
    stage.consuming.unsubscribe();
    expect(inHand.freePlaces).toBe(25);
  });

  test('have a count of their own for each lane', async () => {
    const stage = reading({ concurrency: 50, lanes: ['ready', 'far'], pollers: RANGE });
    stage.transport.answer(deliveries(20), 'far');
    await quiet();
    await stage.finishAll();
    expect(stage.transport.requests.map(({ lane }) => lane)).toEqual(['ready', 'far', 'far', 'far']);
  });
});

test('a fixed number stays what it is', async () => {
  const stage = reading({ concurrency: 50, pollers: 2 });
  await stage.answer(20);
  await stage.finishAll();
  await stage.answer(0);
  expect(stage.transport.openPolls).toBe(2);
});
