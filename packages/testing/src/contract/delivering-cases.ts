import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.js';
import { another, expectNothing, LEASE_MS, look, put, take, takeOne } from './queue-steps.js';

/** What a delivery is: counted, leased, and back when the lease is over. */
export const deliveringCases: readonly ContractCase[] = [
  {
    name: 'the first delivery counts 1 and each further one adds 1',
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      for (const expected of [1, 2, 3, 4]) {
        assert.equal((await takeOne(transport)).deliveryCount, expected);
        await clock.advanceBy(LEASE_MS);
      }
    },
  },
  {
    name: 'a peek counts as a delivery and leaves the message visible',
    run: async ({ transport }) => {
      await put(transport, 'x');
      assert.equal((await takeOne(transport, { leaseMs: 0 })).deliveryCount, 1);
      assert.equal((await takeOne(transport, { leaseMs: 0 })).deliveryCount, 2);
      assert.equal((await takeOne(transport)).deliveryCount, 3);
    },
  },
  {
    name: 'a leased message is not delivered to another client',
    run: async (harness) => {
      await put(harness.transport, 'x');
      await takeOne(harness.transport);
      await expectNothing(another(harness), 'it is leased');
    },
  },
  {
    name: 'a lapsed lease brings the message back, and not a millisecond early',
    run: async (harness) => {
      await put(harness.transport, 'x');
      const { message } = await takeOne(harness.transport, { leaseMs: 5_000 });
      await harness.clock.advanceBy(4_999);
      await expectNothing(another(harness), 'the lease has a millisecond to go');
      await harness.clock.advanceBy(1);
      assert.equal((await takeOne(another(harness))).message.id, message.id);
    },
  },
  {
    name: 'every delivery has a receipt of its own',
    run: async ({ transport, clock }) => {
      await put(transport, 'x', 'y');
      const first = await take(transport, 2);
      await clock.advanceBy(LEASE_MS);
      const receipts = [...first, ...(await take(transport, 2))].map(({ receipt }) => receipt);
      assert.equal(new Set(receipts).size, receipts.length);
    },
  },
  {
    name: 'a delivery tells when its lease ends and when it was served',
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      await clock.advanceBy(1_234);
      const { leaseUntilMs, servedAtMs } = await takeOne(transport, { leaseMs: 12_000 });
      assert.equal(leaseUntilMs, clock.now() + 12_000);
      assert.equal(servedAtMs, leaseUntilMs - 12_000, 'leaseUntilMs minus the lease');
    },
  },
  {
    name: 'servedAtMs is never ahead of the queue, even when the lease outlives the message',
    settings: { retentionMs: 60_000 },
    run: async ({ transport, clock }) => {
      await put(transport, 'x', 'y');
      for (const leaseMs of [10_000, 600_000]) {
        await clock.advanceBy(20_000);
        const { servedAtMs } = await takeOne(transport, { leaseMs });
        assert.ok((servedAtMs ?? 0) <= clock.now(), 'the bound lies in the future');
      }
    },
  },
  {
    name: 'a receive returns no more than its limit',
    run: async ({ transport, clock }) => {
      const { maxBatch } = transport.capabilities;
      await put(transport, ...Array.from({ length: maxBatch }, (_, index) => `m${index}`));
      for (const limit of [1, Math.ceil(maxBatch / 2), maxBatch]) {
        const count = (await look(transport, { limit })).length;
        assert.ok(count <= limit, `${count} came for a limit of ${limit}`);
        await clock.advanceBy(LEASE_MS);
      }
    },
  },
];
