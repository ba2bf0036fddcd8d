import { expect, jest, test } from '@jest/globals';
import { refusalOf, startTestEmulator } from '../spec-support/test-emulator.js';

test('a tenancy has at most 10 queues; a deleted one makes room (F1.queues, F5.limit-code)', async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const t = await startTestEmulator({ limits: { queues: 10 } });
  const ids: string[] = [];
  for (let n = 0; n < 10; n++) ids.push(await t.createQueue());
  const refusal = await refusalOf(t.createQueue());
  expect(refusal).toMatchObject({ statusCode: 400, serviceCode: 'LimitExceeded' });
  expect(refusal.message).toMatch(/There are 10 queues, allowed are 10 \(OCI Queue: .*\)\. Delete one/);
  await t.admin.deleteQueue({ queueId: ids[0] ?? '' });
  await t.createQueue();
  await t.close();
});
