import assert from 'node:assert/strict';
import type { DurationMs } from '@snoozeq/core';
import type { ContractCase } from './contract-case.js';
import { another, expectNothing, kinds, LEASE_MS, put, takeOne } from './queue-steps.js';

const RETENTION_MS: DurationMs = 60_000;
const DAY_MS: DurationMs = 86_400_000;

/** How a message ends without being handled. */
export const lifetimeCases: readonly ContractCase[] = [
  {
    name: 'a message is delivered until its retention ends, and not after',
    settings: { retentionMs: RETENTION_MS },
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      await clock.advanceBy(RETENTION_MS - 1);
      await takeOne(transport, { leaseMs: 0 });
      await clock.advanceBy(1);
      await expectNothing(transport, 'its retention has ended');
    },
  },
  {
    name: 'redelivery does not prolong the retention',
    settings: { retentionMs: RETENTION_MS },
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      const { message } = await takeOne(transport, { leaseMs: 20_000 });
      await clock.advanceBy(20_000);
      const again = await takeOne(transport, { leaseMs: 20_000 });
      assert.equal(again.message.expiresAtMs, message.expiresAtMs);
      await clock.advanceBy(RETENTION_MS - 20_000);
      await expectNothing(transport, 'its retention has ended');
    },
  },
  {
    name: 'a hide past the expiry answers, and brings nothing back after the expiry',
    settings: { retentionMs: RETENTION_MS },
    run: async (harness) => {
      const { transport, clock } = harness;
      await put(transport, 'x');
      const { receipt } = await takeOne(transport, { leaseMs: 20_000 });
      assert.equal((await transport.hide([{ receipt, forMs: 10 * RETENTION_MS }])).length, 1);
      await clock.advanceBy(RETENTION_MS);
      await expectNothing(another(harness), 'its retention has ended');
      await clock.advanceBy(10 * RETENTION_MS);
      await expectNothing(another(harness), 'its retention has ended long ago');
    },
  },
  {
    name: 'a message is given up after its last allowed delivery',
    settings: { maxDeliveries: 2 },
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      for (const expected of [1, 2]) {
        assert.equal((await takeOne(transport)).deliveryCount, expected);
        await clock.advanceBy(LEASE_MS);
      }
      await expectNothing(transport, 'it had its two deliveries');
    },
  },
  {
    name: 'the last allowed delivery can still be acknowledged',
    settings: { maxDeliveries: 1 },
    run: async ({ transport }) => {
      await put(transport, 'x');
      const { receipt } = await takeOne(transport);
      assert.deepEqual(kinds(await transport.ack([receipt])), ['applied']);
    },
  },
  {
    name: 'without a delivery limit a message is delivered again and again',
    settings: { maxDeliveries: 0, retentionMs: 7 * DAY_MS },
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      for (let delivery = 1; delivery <= 25; delivery += 1) {
        assert.equal((await takeOne(transport)).deliveryCount, delivery);
        await clock.advanceBy(LEASE_MS);
      }
    },
  },
];
