import { expect, test } from '@jest/globals';
import { PRIMARY_GROUP, createEngine } from '@snoozeq/queue-engine';
import { aQueue } from '../spec-support/a-queue.js';
import { aRowStore as open } from '../spec-support/a-row-store.js';
import { MemoryRows } from '../spec-support/memory-rows.js';
import type { RowStore } from './row-store.js';
import type { RowFile } from './rows/row-file.js';

const reopened = async (store: RowStore, file: RowFile): Promise<RowStore> => {
  await store.close();
  return open(file);
};
const anEngine = () => createEngine({ settings: { retentionMs: 100, maxDeliveries: 0 }, random: () => 0 });
const names = ({ restored }: RowStore) => restored?.resources.queue.map(({ displayName }) => displayName);

test('resources come back in the order of their making, whatever their ids', async () => {
  const file = new MemoryRows();
  let store = open(file);
  for (const id of ['c', 'a', 'b']) store.saved('queue', aQueue({ id, displayName: id }));
  store.saved('queue', aQueue({ id: 'c', displayName: 'c, renamed' }));
  store = await reopened(store, file);
  store.saved('queue', aQueue({ id: '0', displayName: 'last' }));
  store.removed('queue', 'a');
  expect(names(await reopened(store, file))).toEqual(['c, renamed', 'b', 'last']);
});

test('the secret of receipts and the time stay', async () => {
  const file = new MemoryRows();
  const store = open(file);
  const again = await reopened(store, file);
  expect(again.receiptSecret).toEqual(store.receiptSecret);
  expect([again.restored?.nowMs, again.clock?.realMs]).toEqual([1_000, 2_000]);
});

test('a deleted queue leaves nothing but its resource, whatever time still does to it', async () => {
  const file = new MemoryRows();
  const store = open(file);
  const engine = anEngine();
  store.saved('queue', aQueue({ id: 'q' }));
  store.changed('q', engine.put([{ content: 'a' }], 0).changes);
  await store.settled();
  store.saved('queue', aQueue({ id: 'q', lifecycleState: 'DELETED' }));
  store.changed('q', engine.advance(100));
  const again = await reopened(store, file);
  expect(again.restored?.resources.queue).toHaveLength(1);
  expect([...(again.restored?.engine('q').messages ?? [])]).toEqual([]);
  expect(file.range({ from: Buffer.of(3), to: Buffer.of(255) })).toEqual([]);
});

test('a replacement leaves nothing of what was before, and receipts neither', async () => {
  const file = new MemoryRows();
  const store = open(file);
  const [before, after] = [anEngine(), anEngine()];
  store.saved('queue', aQueue({ id: 'before' }));
  store.changed('before', before.put([{ content: 'a' }], 0).changes);
  await store.settled();
  after.put([{ content: 'b' }, { content: 'c' }], 0);
  after.get({ limit: 1, visibilityMs: 50 }, 0);
  const resources = { queue: [aQueue({ id: 'after' })], consumerGroup: [], workRequest: [] };
  const { receiptSecret } = store;
  store.replaced({ nowMs: 0, resources, engine: () => after.snapshot() });
  store.changed('after', after.put([{ content: 'd' }], 10).changes);
  const again = await reopened(store, file);
  expect(again.restored?.resources.queue).toEqual(resources.queue);
  const { lastSequence, messages } = again.restored?.engine('after') ?? {};
  expect([lastSequence, [...(messages ?? [])]]).toEqual([3, [...after.snapshot().messages]]);
  expect(again.receiptSecret).toEqual(store.receiptSecret);
  expect(again.receiptSecret).not.toEqual(receiptSecret);
});

test('a change of a message that is not there is a fault, not a guess', () => {
  const store = open(new MemoryRows());
  const ref = { group: PRIMARY_GROUP, sequence: 1, deliveryCount: 1 };
  expect(() => store.changed('q', [{ kind: 'deleted', atMs: 0, ref }])).toThrow(
    /deleted that the store does not have/,
  );
});

test('rows that do not fit together are refused when they are read', async () => {
  const file = new MemoryRows();
  const store = open(file);
  store.saved('queue', aQueue({ id: 'q' }));
  store.changed('q', anEngine().put([{ content: 'a' }], 0).changes);
  await store.close();
  const [row] = file.range({ from: Buffer.of(7), to: Buffer.of(8) });
  file.commitNow((rows) => row && rows.write(row.key));
  expect(() => [...(open(file).restored?.engine('q').messages ?? [])]).toThrow('message 1 has no copy');
  file.commitNow((rows) => row && rows.write(row.key, Buffer.from('something else')));
  expect(() => [...(open(file).restored?.engine('q').messages ?? [])]).toThrow(
    'a row is not what was written',
  );
});
