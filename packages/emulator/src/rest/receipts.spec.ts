import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Modes } from '../limits/modes.js';
import { only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queue: QueueCalls;
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => t.close());

const start = async (modes: Partial<Modes> = {}, details: object = {}): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', modes });
  queue = queueCalls(t, await t.createQueue(details));
};
/** The receipt of a message that is leased for a while. */
const leased = async (visibilityInSeconds = 10): Promise<string> => {
  await queue.put('a');
  return only(await queue.get({ visibilityInSeconds })).receipt;
};
const iso = (atMs: number): string => new Date(atMs).toISOString();
const ACTS: readonly (readonly [string, (receipt: string) => Promise<unknown>])[] = [
  ['an update', (receipt) => queue.update(receipt, 10)],
  ['a delete', (receipt) => queue.remove(receipt)],
];

test('a receipt has 300 base64url characters and is new for each delivery (F3.receipt)', async () => {
  await start();
  await queue.put('a');
  const peek = async () => only(await queue.get({ visibilityInSeconds: 0 })).receipt;
  const [first, second] = [await peek(), await peek()];
  expect(first).toMatch(/^[A-Za-z0-9_-]{300}$/);
  expect(second).not.toBe(first);
});

describe('an update', () => {
  test('moves the end of the lease from now, to longer and to shorter (F8.update, F3.update-range, F3.update-relative)', async () => {
    await start();
    const put = only(await queue.put('a'));
    const { receipt } = only(await queue.get());
    t.clock.runFor(10_000);
    expect(await queue.update(receipt, 43_200)).toEqual({
      id: put.id,
      visibleAfter: iso(t.clock.now() + 43_200_000),
    });
    await queue.update(receipt, 60);
    t.clock.runFor(59_999);
    expect(await queue.get()).toEqual([]);
    t.clock.runFor(1);
    expect(await queue.get()).toHaveLength(1);
  });

  test('may be repeated, so that hides add up beyond 12 hours (F3.update-relative, F3.receipt-after-update)', async () => {
    await start({}, { retentionInSeconds: 604_800 });
    const receipt = await leased();
    for (let hide = 0; hide < 3; hide++) {
      await queue.update(receipt, 43_200);
      t.clock.runFor(43_199_000);
    }
    expect(await queue.get()).toEqual([]);
    await queue.remove(receipt);
  });

  test('to 0 makes the message visible at once (F3.update-zero)', async () => {
    await start();
    await queue.update(await leased(), 0);
    expect(only(await queue.get()).deliveryCount).toBe(2);
  });

  test.each([
    ['no', 2],
    ['yes', 3],
  ] as const)(
    'in mode updateCounts: %s is followed by delivery %i (F3.update-count)',
    async (updateCounts, count) => {
      await start({ updateCounts });
      await queue.update(await leased(), 1);
      t.clock.runFor(1_000);
      expect(only(await queue.get()).deliveryCount).toBe(count);
    },
  );

  test('past the expiry hides until the expiry (F3.update-past-retention)', async () => {
    await start({}, { retentionInSeconds: 60 });
    const { visibleAfter } = await queue.update(await leased(), 61);
    expect(visibleAfter).toBe(iso(t.clock.now() + 60_000));
  });

  test('past the expiry is refused in mode pastRetention: reject (F3.update-past-retention)', async () => {
    await start({ pastRetention: 'reject' }, { retentionInSeconds: 60 });
    const receipt = await leased();
    const refusal = await refusalOf(queue.update(receipt, 61));
    expect(refusal).toMatchObject({ statusCode: 400, message: expect.stringContaining('expires before') });
    await queue.update(receipt, 60);
  });
});

describe('a receipt after its lease has ended', () => {
  test.each(ACTS)(
    'is good for %s until the next delivery (F3.receipt-after-lapse, F8.delete)',
    async (_name, act) => {
      await start();
      const receipt = await leased();
      t.clock.runFor(10_000);
      await act(receipt);
      expect(await queue.get()).toEqual([]);
    },
  );

  test.each(ACTS)(
    'is stale for %s in mode receiptAfterLapse: ends (F3.receipt-after-lapse)',
    async (_name, act) => {
      await start({ receiptAfterLapse: 'ends' });
      const receipt = await leased();
      t.clock.runFor(10_000);
      expect(await refusalOf(act(receipt))).toMatchObject({ statusCode: 409 });
    },
  );
});

test.each([
  ['keeps', undefined],
  ['ends', 409],
] as const)(
  'in mode receiptAfterUpdate: %s a second update answers %s (F3.receipt-after-update)',
  async (receiptAfterUpdate, status) => {
    await start({ receiptAfterUpdate });
    const receipt = await leased();
    await queue.update(receipt, 20);
    if (status === undefined) await queue.update(receipt, 30);
    else expect(await refusalOf(queue.update(receipt, 30))).toMatchObject({ statusCode: status });
  },
);

describe('a stale receipt', () => {
  test.each(ACTS)(
    'is a 409 for %s (F3.receipt-after-redelivery, F3.stale-delete, F5.stale-receipt)',
    async (_name, act) => {
      await start();
      const receipt = await leased(1);
      t.clock.runFor(1_000);
      expect(await queue.get()).toHaveLength(1);
      const refusal = await refusalOf(act(receipt));
      expect(refusal).toMatchObject({ statusCode: 409, serviceCode: 'Conflict' });
      expect(refusal.message).toMatch(/Receive it again/);
    },
  );

  test('is one of a message that was deleted, too (F5.stale-receipt)', async () => {
    await start();
    const receipt = await leased();
    await queue.remove(receipt);
    expect(await refusalOf(queue.remove(receipt))).toMatchObject({ statusCode: 409 });
  });

  test.each([
    ['incorrect-state', 409, 'IncorrectState'],
    ['not-found', 404, 'NotAuthorizedOrNotFound'],
  ] as const)(
    'in mode staleReceipt: %s is a %i %s (F5.stale-receipt)',
    async (staleReceipt, status, code) => {
      await start({ staleReceipt });
      const receipt = await leased();
      await queue.remove(receipt);
      expect(await refusalOf(queue.remove(receipt))).toMatchObject({ statusCode: status, serviceCode: code });
    },
  );
});

describe('a receipt that was not issued for the queue', () => {
  test.each([
    ['invalid-parameter', 400, 'InvalidParameter'],
    ['as-stale', 409, 'Conflict'],
  ] as const)(
    'in mode unreadableReceipt: %s is a %i %s (F5.stale-receipt, F5.one-queue-per-batch)',
    async (unreadableReceipt, status, code) => {
      await start({ unreadableReceipt });
      const foreign = await leased();
      queue = queueCalls(t, await t.createQueue());
      for (const receipt of [foreign, 'nonsense', 'A'.repeat(300)]) {
        expect(await refusalOf(queue.remove(receipt))).toMatchObject({
          statusCode: status,
          serviceCode: code,
        });
      }
      expect(await queue.removes(foreign)).toMatchObject({
        clientFailures: 1,
        entries: [{ errorCode: status }],
      });
    },
  );
});
