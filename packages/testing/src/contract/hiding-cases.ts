import assert from 'node:assert/strict';
import type { DurationMs } from '@snoozeq/core';
import type { Harness } from '../harness/harness.js';
import type { ContractCase } from './contract-case.js';
import { another, expectNothing, kinds, only, put, takeOne } from './queue-steps.js';
import { expectRefusal } from './refusal.js';

const DAY_MS = 86_400_000;

/** Leases a message, hides it, and checks that it comes back `afterMs` later and not a millisecond before. */
const hideAndWait = async (
  harness: Harness,
  { leaseMs, forMs, afterMs }: { leaseMs: DurationMs; forMs: DurationMs; afterMs: DurationMs },
): Promise<void> => {
  const { transport, clock } = harness;
  await put(transport, 'x');
  const { receipt } = await takeOne(transport, { leaseMs });
  assert.deepEqual(kinds(await transport.hide([{ receipt, forMs }])), ['applied']);
  await clock.advanceBy(afterMs - 1);
  await expectNothing(another(harness), 'it is hidden for another millisecond');
  await clock.advanceBy(1);
  assert.equal((await takeOne(another(harness))).deliveryCount, 2, 'a hide is not a delivery');
};

/** Moving the end of a lease. */
export const hidingCases: readonly ContractCase[] = [
  {
    name: 'a hide extends the lease',
    run: (harness) => hideAndWait(harness, { leaseMs: 5_000, forMs: 60_000, afterMs: 60_000 }),
  },
  {
    name: 'a hide shortens the lease',
    run: (harness) => hideAndWait(harness, { leaseMs: 60_000, forMs: 2_000, afterMs: 2_000 }),
  },
  {
    name: 'a hide for 0 makes the message visible at once',
    run: async (harness) => {
      await put(harness.transport, 'x');
      const { receipt } = await takeOne(harness.transport);
      assert.deepEqual(kinds(await harness.transport.hide([{ receipt, forMs: 0 }])), ['applied']);
      await takeOne(another(harness));
    },
  },
  {
    name: 'a hide is rounded down to the step',
    run: (harness) => {
      const { hideStepMs } = harness.transport.capabilities;
      const afterMs = 3 * hideStepMs;
      return hideAndWait(harness, { leaseMs: 60_000, forMs: afterMs + hideStepMs - 1, afterMs });
    },
  },
  {
    name: 'a hide counts from the moment of the call, not from the lease',
    run: async (harness) => {
      const { transport, clock } = harness;
      await put(transport, 'x');
      const { receipt } = await takeOne(transport, { leaseMs: 30_000 });
      await clock.advanceBy(20_000);
      const status = only(await transport.hide([{ receipt, forMs: 15_000 }]));
      const told = status.kind === 'applied' ? status.leaseUntilMs : 0;
      assert.equal(told ?? clock.now() + 15_000, clock.now() + 15_000, 'leaseUntilMs is the new end');
      await clock.advanceBy(14_999);
      await expectNothing(another(harness), 'it is hidden for another millisecond');
      await clock.advanceBy(1);
      await takeOne(another(harness));
    },
  },
  {
    name: 'the receipt stays good after a hide',
    run: async ({ transport, clock }) => {
      await put(transport, 'x');
      const { receipt } = await takeOne(transport, { leaseMs: 5_000 });
      for (let renewal = 0; renewal < 3; renewal += 1) {
        await clock.advanceBy(4_000);
        assert.deepEqual(kinds(await transport.hide([{ receipt, forMs: 5_000 }])), ['applied']);
      }
      assert.deepEqual(kinds(await transport.ack([receipt])), ['applied']);
    },
  },
  {
    name: 'the longest hide is kept to its end',
    settings: { retentionMs: 7 * DAY_MS },
    run: (harness) => {
      const { maxHideMs } = harness.transport.capabilities;
      return hideAndWait(harness, { leaseMs: 5_000, forMs: maxHideMs, afterMs: maxHideMs });
    },
  },
  {
    name: 'a hide beyond the longest is refused and changes nothing',
    settings: { retentionMs: 7 * DAY_MS },
    run: async (harness) => {
      const { transport, clock } = harness;
      const { maxHideMs, hideStepMs } = transport.capabilities;
      await put(transport, 'x');
      const { receipt } = await takeOne(transport, { leaseMs: 5_000 });
      await expectRefusal(transport.hide([{ receipt, forMs: maxHideMs + hideStepMs }]));
      await clock.advanceBy(5_000);
      await takeOne(another(harness));
    },
  },
];
