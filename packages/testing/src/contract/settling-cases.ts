import assert from 'node:assert/strict';
import type { Delivery, Receipt } from '@snoozeq/core';
import type { Harness } from '../harness/harness.js';
import type { ContractCase } from './contract-case.js';
import { another, expectNothing, kinds, LEASE_MS, put, take, takeOne } from './queue-steps.js';

/** A message that was delivered twice: its first receipt is lost, its second is good. */
const deliveredTwice = async (harness: Harness): Promise<{ lost: Receipt; good: Delivery }> => {
  await put(harness.transport, 'x');
  const { receipt: lost } = await takeOne(harness.transport);
  await harness.clock.advanceBy(LEASE_MS);
  return { lost, good: await takeOne(another(harness)) };
};

/** Two receipts that are good around one that is lost. */
const mixture = async ({ transport }: Harness): Promise<readonly Receipt[]> => {
  await put(transport, 'a', 'b', 'c');
  const receipts = (await take(transport, 3)).map(({ receipt }) => receipt);
  const [, middle] = receipts;
  assert.ok(middle);
  await transport.ack([middle]);
  return receipts;
};

/** Deleting, and what a lost lease may no longer do. */
export const settlingCases: readonly ContractCase[] = [
  {
    name: 'an acknowledged message never comes back',
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      const { receipt } = await takeOne(transport);
      assert.deepEqual(kinds(await transport.ack([receipt])), ['applied']);
      await clock.advanceBy(LEASE_MS);
      await expectNothing(transport, 'it was acknowledged');
    },
  },
  {
    name: 'acknowledging twice tells lease-lost the second time',
    run: async ({ transport }) => {
      await put(transport, 'x');
      const { receipt } = await takeOne(transport);
      assert.deepEqual(kinds(await transport.ack([receipt])), ['applied']);
      assert.deepEqual(kinds(await transport.ack([receipt])), ['lease-lost']);
    },
  },
  {
    name: 'a receipt from before a redelivery cannot acknowledge',
    run: async (harness) => {
      const { lost, good } = await deliveredTwice(harness);
      assert.deepEqual(kinds(await harness.transport.ack([lost])), ['lease-lost']);
      assert.deepEqual(kinds(await harness.transport.ack([good.receipt])), ['applied']);
    },
  },
  {
    name: 'a receipt from before a redelivery cannot hide',
    run: async (harness) => {
      const { lost, good } = await deliveredTwice(harness);
      assert.deepEqual(kinds(await harness.transport.hide([{ receipt: lost, forMs: 0 }])), ['lease-lost']);
      await expectNothing(harness.transport, 'the second lease still holds');
      assert.deepEqual(kinds(await harness.transport.ack([good.receipt])), ['applied']);
    },
  },
  {
    name: 'ack tells every entry apart, in order',
    run: async (harness) => {
      const statuses = await harness.transport.ack(await mixture(harness));
      assert.deepEqual(kinds(statuses), ['applied', 'lease-lost', 'applied']);
      await harness.clock.advanceBy(LEASE_MS);
      await expectNothing(harness.transport, 'all three were acknowledged');
    },
  },
  {
    name: 'hide tells every entry apart, in order',
    run: async (harness) => {
      const receipts = [...(await mixture(harness))].slice(1);
      const statuses = await harness.transport.hide(receipts.map((receipt) => ({ receipt, forMs: 60_000 })));
      assert.deepEqual(kinds(statuses), ['lease-lost', 'applied']);
    },
  },
];
