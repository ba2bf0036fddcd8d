import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterAll(() => t.close());

interface Versioned {
  readonly queueId: string;
  readonly ifMatch?: string;
}

const CHANGES: readonly [string, (version: Versioned) => Promise<unknown>][] = [
  ['an update', (v) => t.admin.updateQueue({ ...v, updateQueueDetails: { displayName: 'next' } })],
  ['a delete', (v) => t.admin.deleteQueue(v)],
  [
    'a move',
    (v) =>
      t.admin.changeQueueCompartment({ ...v, changeQueueCompartmentDetails: { compartmentId: 'ocid1.c' } }),
  ],
];

test.each(CHANGES)(
  '%s needs the etag that the queue has, when it names one (F8.if-match, F5.etag, F8.get-queue)',
  async (_name, change) => {
    const queueId = await t.createQueue();
    const { etag: old } = await t.admin.getQueue({ queueId });
    await t.admin.updateQueue({ queueId, updateQueueDetails: {} });
    const { etag } = await t.admin.getQueue({ queueId });
    expect(etag).not.toBe(old);
    expect(await refusalOf(change({ queueId, ifMatch: old }))).toMatchObject({
      statusCode: 412,
      serviceCode: 'NoEtagMatch',
    });
    expect((await t.admin.getQueue({ queueId })).etag).toBe(etag);
    await change({ queueId, ifMatch: etag });
  },
);

test('any etag will do for a star (F8.if-match)', async () => {
  await t.admin.deleteQueue({ queueId: await t.createQueue(), ifMatch: '*' });
});
