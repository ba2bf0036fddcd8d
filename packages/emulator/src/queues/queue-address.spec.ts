import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';
import { deadLetterQueueId } from './ocid.js';

let t: TestEmulator;
let queueId: string;
const start = async (options: Parameters<typeof startTestEmulator>[0] = {}): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', ...options });
  queueId = await t.createQueue();
};
afterEach(() => t.close());

const addressed = (id: string, group?: string) => {
  const { queueId: owner, area, group: found } = t.emulator.queues.address(id, group);
  return { owner, area, group: found };
};

describe('an address', () => {
  beforeEach(() => start());

  test('of a queue means its primary group', () => {
    const primary = { owner: queueId, area: 'live', group: 'primary' };
    expect(addressed(queueId)).toEqual(primary);
    expect(addressed(queueId, '')).toEqual(primary);
  });

  test('of a dead-letter queue is the id of its queue with another kind (F3.dlq-read)', () => {
    const dead = deadLetterQueueId(queueId);
    expect(dead).toBe(queueId.replace('ocid1.queue.', 'ocid1.queuedlq.'));
    expect(addressed(dead)).toEqual({ owner: queueId, area: 'dead', group: 'primary' });
  });

  test.each([
    ['a queue that never was', () => deadLetterQueueId('ocid1.queue.oc1..none'), undefined],
    ['no id at all', () => '', undefined],
    ['a group that never was', () => queueId, 'ocid1.consumergroup.oc1..none'],
  ])('is refused with 404 for %s, by the name that was sent', (_name, id, group) => {
    expect(() => addressed(id(), group)).toThrow(
      expect.objectContaining({ status: 404, message: expect.stringContaining(group ?? id()) }),
    );
  });

  test('is gone with its queue', async () => {
    await t.admin.deleteQueue({ queueId });
    for (const id of [queueId, deadLetterQueueId(queueId)])
      expect(() => addressed(id)).toThrow(expect.objectContaining({ status: 404 }));
  });
});

test('a dead-letter queue has no address when it cannot be read (F3.dlq-read)', async () => {
  await start({ modes: { dlqRead: 'off' } });
  expect(() => addressed(deadLetterQueueId(queueId))).toThrow(expect.objectContaining({ status: 404 }));
});
