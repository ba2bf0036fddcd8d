import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { deadLetterQueueId } from '../queues/ocid.js';
import { contentsOf, only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queue: QueueCalls;
let dead: QueueCalls;
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
beforeEach(async () => {
  t = await startTestEmulator({ auth: 'off' });
  const queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 2, retentionInSeconds: 600 });
  queue = queueCalls(t, queueId);
  dead = queueCalls(t, deadLetterQueueId(queueId));
});
afterEach(() => t.close());

const letDie = async (): Promise<void> => {
  for (let delivery = 0; delivery < 2; delivery++) {
    await queue.get({ visibilityInSeconds: 10 });
    t.clock.runFor(10_000);
  }
};

test('a message is delivered as often as allowed, then dead-lettered at the lapse (F3.dlq-moment, F3.dlq-eager)', async () => {
  await queue.put('a');
  await queue.get({ visibilityInSeconds: 10 });
  t.clock.runFor(10_000);
  expect(only(await queue.get({ visibilityInSeconds: 10 })).deliveryCount).toBe(2);
  expect(await queue.stats()).toMatchObject({ dlq: { visibleMessages: 0 } });
  t.clock.runFor(10_000);
  expect(await queue.stats()).toMatchObject({ queue: { visibleMessages: 0 }, dlq: { visibleMessages: 1 } });
  expect(await queue.get()).toEqual([]);
});

test('a peek that uses up the deliveries dead-letters, too (F3.peek, F3.dlq-moment)', async () => {
  await queue.put('a');
  for (let peek = 0; peek < 2; peek++) await queue.get({ visibilityInSeconds: 0 });
  expect(await queue.stats()).toMatchObject({ dlq: { visibleMessages: 1 } });
});

describe('a dead letter, by the id of the dead-letter queue (F3.dlq-read)', () => {
  test('comes with the id, the times and the count that it had (F3.dlq-fields)', async () => {
    const put = only(await queue.put('a'));
    const { createdAt, expireAfter } = only(await queue.get({ visibilityInSeconds: 0 }));
    await queue.get({ visibilityInSeconds: 0 });
    expect(only(await dead.get())).toMatchObject({ id: put.id, createdAt, expireAfter, deliveryCount: 3 });
  });

  test('is leased, updated and deleted as any other, and never dead-lettered again', async () => {
    await queue.put('a');
    await letDie();
    for (let delivery = 0; delivery < 5; delivery++) {
      const { receipt } = only(await dead.get({ visibilityInSeconds: 10 }));
      expect(await dead.get()).toEqual([]);
      await dead.update(receipt, 0);
    }
    expect(await dead.removes(only(await dead.get()).receipt)).toMatchObject({ clientFailures: 0 });
    expect(await queue.stats()).toMatchObject({ dlq: { visibleMessages: 0, inFlightMessages: 0 } });
  });

  test('is counted there, channel by channel (F2.dlq)', async () => {
    await queue.putTo('a', '1');
    await queue.putTo('b', '2');
    for (let peek = 0; peek < 2; peek++) await queue.get({ channelFilter: 'a', visibilityInSeconds: 0 });
    expect(await dead.channels()).toEqual(['a']);
    expect(await dead.stats('a')).toMatchObject({
      queue: { visibleMessages: 1 },
      dlq: { visibleMessages: 0 },
    });
    expect(await queue.stats('a')).toMatchObject({
      queue: { visibleMessages: 0 },
      dlq: { visibleMessages: 1 },
    });
    expect(await dead.get({ channelFilter: 'b' })).toEqual([]);
    expect(contentsOf(await dead.get({ channelFilter: 'a' }))).toEqual(['1']);
  });

  test('is gone when its retention ends (F3.dlq-expiry)', async () => {
    await queue.put('a');
    await letDie();
    t.clock.runFor(579_999);
    expect(await dead.get({ visibilityInSeconds: 0 })).toHaveLength(1);
    t.clock.runFor(1);
    expect(await dead.get()).toEqual([]);
  });

  test('wakes a poll there as it dies', async () => {
    await queue.put('a');
    await queue.get({ visibilityInSeconds: 0 });
    await queue.get({ visibilityInSeconds: 5 });
    const polled = dead.get({ timeoutInSeconds: 30 });
    await t.clock.untilWaiting(1);
    t.clock.runFor(5_000);
    expect(contentsOf(await polled)).toEqual(['a']);
  });
});

test('the dead-letter queue takes no puts, and its receipts are not those of the queue (F3.dlq-read)', async () => {
  expect(await refusalOf(dead.put('a'))).toMatchObject({ statusCode: 400, serviceCode: 'InvalidParameter' });
  await queue.put('a');
  await letDie();
  const { receipt } = only(await dead.get());
  expect(await refusalOf(queue.remove(receipt))).toMatchObject({ statusCode: 400 });
});
