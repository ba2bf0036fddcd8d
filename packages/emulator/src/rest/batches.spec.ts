import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Modes } from '../limits/modes.js';
import { queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queue: QueueCalls;
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => t.close());

const start = async (modes: Partial<Modes> = {}): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', modes });
  queue = queueCalls(t, await t.createQueue());
};
const twenty = Array.from({ length: 20 }, (_, index) => `${index}`);

describe('a batch', () => {
  test('of updates answers each entry in the order of the request, failed ones apart (F8.updates, F5.update-result, F5.batch-200, F5.entry-code)', async () => {
    await start();
    await queue.put('a', 'b');
    const [a, b] = await queue.get({ visibilityInSeconds: 100 });
    const [gone = '', good = ''] = [a?.receipt, b?.receipt];
    await queue.remove(gone);
    const entries = [gone, 'garbage', good].map((receipt) => ({ receipt, visibilityInSeconds: 500 }));
    expect(await queue.updates(entries)).toEqual({
      serverFailures: 0,
      clientFailures: 2,
      entries: [
        { errorCode: 409, errorMessage: expect.any(String) },
        { errorCode: 400, errorMessage: expect.any(String) },
        { id: b?.id, visibleAfter: new Date(t.clock.now() + 500_000).toISOString() },
      ],
    });
  });

  test('of deletes answers an empty entry for each success (F8.deletes, F5.delete-result, F5.entry-omits)', async () => {
    await start();
    await queue.put('a', 'b');
    const receipts = (await queue.get()).map(({ receipt }) => receipt);
    await queue.remove(receipts[0] ?? '');
    expect(await queue.removes(...receipts)).toEqual({
      serverFailures: 0,
      clientFailures: 1,
      entries: [{ errorCode: 409, errorMessage: expect.any(String) }, {}],
    });
    expect(await queue.stats()).toMatchObject({ queue: { visibleMessages: 0, inFlightMessages: 0 } });
  });

  test('may name one message twice: the second entry sees what the first did', async () => {
    await start();
    await queue.put('a');
    const [receipt = ''] = (await queue.get()).map((message) => message.receipt);
    expect(await queue.removes(receipt, receipt)).toMatchObject({
      entries: [{}, { errorCode: 409 }],
    });
  });

  test('has an errorCode without meaning in mode entryErrorCode: other (F5.entry-code)', async () => {
    await start({ entryErrorCode: 'other' });
    expect(await queue.removes('garbage')).toMatchObject({ entries: [{ errorCode: 1 }] });
  });

  test('of 20 is taken by put, get, update and delete (F1.put-batch, F1.get-batch, F1.entries-batch)', async () => {
    await start();
    await queue.put(...twenty);
    const receipts = (await queue.get({ limit: 20 })).map(({ receipt }) => receipt);
    expect(receipts).toHaveLength(20);
    const updated = await queue.updates(receipts.map((receipt) => ({ receipt, visibilityInSeconds: 1 })));
    expect(updated).toMatchObject({ clientFailures: 0 });
    expect(await queue.removes(...receipts)).toMatchObject({ clientFailures: 0 });
  });

  test('of 21 or none is refused whole (F1.put-batch, F1.entries-batch, F5.parameter)', async () => {
    await start();
    const many = [...twenty, '20'];
    const refused = [
      () => queue.put(...many),
      () => queue.put(),
      () => queue.removes(...many),
      () => queue.removes(),
      () => queue.updates(many.map((receipt) => ({ receipt, visibilityInSeconds: 1 }))),
      () => queue.updates([]),
    ];
    for (const call of refused) {
      expect(await refusalOf(call())).toMatchObject({
        statusCode: 400,
        serviceCode: 'InvalidParameter',
        message: expect.stringMatching(/is (0|21), allowed are 1 to 20 entries/),
      });
    }
  });
});
