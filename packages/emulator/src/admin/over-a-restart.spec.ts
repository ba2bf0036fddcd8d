import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TestClock } from '../spec-support/test-clock.js';
import { COMPARTMENT, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let dataDir: string;
let clock: TestClock;
let t: TestEmulator;

const start = async (): Promise<void> => {
  clock = new TestClock();
  t = await startTestEmulator({ dataDir, clock, modes: { workRequests: 'realistic' } });
};
const restart = async (passMs: number): Promise<void> => {
  await t.close();
  const nowMs = clock.now() + passMs;
  clock = new TestClock();
  clock.runFor(nowMs - clock.now());
  t = await startTestEmulator({ dataDir, clock, modes: { workRequests: 'realistic' } });
};
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'snoozeq-admin-'));
  await start();
});
afterEach(async () => {
  await t.close();
  rmSync(dataDir, { recursive: true });
});

const stateOf = async (queueId: string) => (await t.admin.getQueue({ queueId })).queue.lifecycleState;
const groupsOf = async (queueId: string) =>
  (await t.admin.listConsumerGroups({ queueId, sortBy: 'displayName' as never })).consumerGroupCollection
    .items;

test('a work request goes on', async () => {
  const createQueueDetails = { displayName: 'q', compartmentId: COMPARTMENT };
  const { opcWorkRequestId: workRequestId } = await t.admin.createQueue({ createQueueDetails });
  const { resources } = (await t.admin.getWorkRequest({ workRequestId })).workRequest;
  const queueId = resources[0]?.identifier ?? '';
  await restart(59_500);
  expect(await stateOf(queueId)).toBe('CREATING');
  clock.runFor(150);
  expect(await stateOf(queueId)).toBe('ACTIVE');
  const { workRequest } = await t.admin.getWorkRequest({ workRequestId });
  expect(workRequest).toMatchObject({
    status: 'SUCCEEDED',
    timeFinished: new Date(clock.now()).toISOString(),
  });
  await t.client.getStats({ queueId });
});

test('consumer groups stay as they were', async () => {
  const queueId = await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] });
  clock.runFor(60_000);
  const createConsumerGroupDetails = { queueId, displayName: 'later', filter: ':kind', isEnabled: false };
  await t.admin.createConsumerGroup({ createConsumerGroupDetails });
  clock.runFor(10_000);
  const before = await groupsOf(queueId);
  expect(before.map(({ displayName, lifecycleState }) => [displayName, lifecycleState])).toEqual([
    ['Primary Consumer Group', 'ACTIVE'],
    ['later', 'INACTIVE'],
  ]);
  await restart(1_000);
  expect(await groupsOf(queueId)).toEqual(before);
});

test('a snapshot has consumer groups with their copies', async () => {
  const queueId = await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] });
  clock.runFor(60_000);
  const createConsumerGroupDetails = { queueId, displayName: 'later', filter: ':kind = "later"' };
  await t.admin.createConsumerGroup({ createConsumerGroupDetails });
  clock.runFor(10_000);
  const consumerGroupId = (await groupsOf(queueId))[1]?.id ?? '';
  const put = (kind: string) => {
    const metadata = { channelId: 'c', customProperties: { kind } };
    return t.client.putMessages({
      queueId,
      putMessagesDetails: { messages: [{ content: kind, metadata }] },
    });
  };
  const visible = async (group?: string): Promise<number> =>
    (await t.client.getStats({ queueId, ...(group && { consumerGroupId: group }) })).queueStats.queue
      .visibleMessages;
  await put('now');
  await put('later');
  const taken = await (await fetch(`${t.emulator.origin}/_emulator/snapshot`)).text();
  await t.admin.deleteConsumerGroup({ consumerGroupId });
  clock.runFor(10_000);
  const restored = await fetch(`${t.emulator.origin}/_emulator/restore`, { method: 'POST', body: taken });
  expect(restored.status).toBe(200);
  expect([await visible(), await visible(consumerGroupId)]).toEqual([2, 1]);
  await put('now');
  expect([await visible(), await visible(consumerGroupId)]).toEqual([3, 1]);
});
