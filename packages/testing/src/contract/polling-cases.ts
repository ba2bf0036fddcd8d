import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.js';
import { answerOf, giveTurns, longWaitMs, startPoll } from './poll-steps.js';
import { another, LEASE_MS, only, put, putMessage, takeOne } from './queue-steps.js';

/** Waiting for messages, in queue time. */
export const pollingCases: readonly ContractCase[] = [
  {
    name: 'a long poll wakes on a send',
    run: async (harness) => {
      const poll = await startPoll(harness);
      assert.ok(poll.isOpen(), 'an empty queue has nothing to answer yet');
      await put(another(harness), 'x');
      assert.equal(only(await answerOf(harness, poll)).message.content, 'x');
    },
  },
  {
    name: 'a long poll wakes when a lease lapses',
    run: async (harness) => {
      await put(harness.transport, 'x');
      await takeOne(harness.transport, { leaseMs: 5_000 });
      const poll = await startPoll(harness, { transport: another(harness) });
      assert.ok(poll.isOpen(), 'the message is leased');
      await harness.clock.advanceBy(5_000);
      const { deliveryCount, leaseUntilMs } = only(await answerOf(harness, poll));
      assert.equal(deliveryCount, 2);
      assert.equal(leaseUntilMs, harness.clock.now() + LEASE_MS, 'it was leased at the moment of the lapse');
    },
  },
  {
    name: 'a long poll wakes when a message is released',
    run: async (harness) => {
      await put(harness.transport, 'x');
      const { receipt } = await takeOne(harness.transport);
      const poll = await startPoll(harness, { transport: another(harness) });
      assert.ok(poll.isOpen(), 'the message is leased');
      await harness.transport.hide([{ receipt, forMs: 0 }]);
      assert.equal(only(await answerOf(harness, poll)).deliveryCount, 2);
    },
  },
  {
    name: 'a long poll of one lane sleeps through messages of another',
    run: async (harness) => {
      const poll = await startPoll(harness);
      await putMessage(another(harness), { content: 'x', lane: 'other' });
      await giveTurns(harness);
      assert.ok(poll.isOpen(), 'the message is in another lane');
      await put(another(harness), 'mine');
      assert.equal(only(await answerOf(harness, poll)).message.content, 'mine');
    },
  },
  {
    name: 'a long poll ends empty at its deadline and not earlier',
    run: async (harness) => {
      const waitMs = longWaitMs(harness);
      const poll = await startPoll(harness, { waitMs });
      await harness.clock.advanceBy(waitMs - 1);
      await giveTurns(harness);
      assert.ok(poll.isOpen(), 'it has a millisecond to go');
      await harness.clock.advanceBy(1);
      assert.deepEqual(await answerOf(harness, poll), []);
    },
  },
  {
    name: 'a poll that has ended leases nothing that comes later',
    run: async (harness) => {
      const waitMs = longWaitMs(harness);
      const poll = await startPoll(harness, { waitMs });
      await harness.clock.advanceBy(waitMs);
      await answerOf(harness, poll);
      await put(another(harness), 'late');
      assert.equal((await takeOne(another(harness))).deliveryCount, 1);
    },
  },
  {
    name: 'a receive that waits for 0 answers at once',
    run: async (harness) => {
      const startedAtMs = harness.clock.now();
      assert.deepEqual(await answerOf(harness, await startPoll(harness, { waitMs: 0 })), []);
      await put(harness.transport, 'x');
      assert.equal((await takeOne(harness.transport)).message.content, 'x');
      assert.equal(harness.clock.now(), startedAtMs);
    },
  },
];
