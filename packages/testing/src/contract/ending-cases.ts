import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.js';
import { answerOf, giveTurns, startPoll } from './poll-steps.js';
import { another, expectNothing, LANE, LEASE_MS, put, takeOne } from './queue-steps.js';
import { expectRejection } from './refusal.js';

const REQUEST = { limit: 1, waitMs: 0, leaseMs: LEASE_MS, lane: LANE };

/** Calls that are cut short, and clients that are closed. */
export const endingCases: readonly ContractCase[] = [
  {
    name: 'an aborted poll rejects and leases nothing',
    run: async (harness) => {
      const abort = new AbortController();
      const poll = await startPoll(harness, {}, { signal: abort.signal });
      abort.abort();
      await expectRejection(answerOf(harness, poll), 'aborted');
      await giveTurns(harness);
      await put(another(harness), 'x');
      assert.equal((await takeOne(another(harness))).deliveryCount, 1);
    },
  },
  {
    name: 'a receive whose signal is aborted already leases nothing',
    run: async ({ transport }) => {
      await put(transport, 'x');
      await expectRejection(transport.receive(REQUEST, { signal: AbortSignal.abort() }), 'aborted');
      assert.equal((await takeOne(transport)).deliveryCount, 1);
    },
  },
  {
    name: 'a send whose signal is aborted already stores nothing',
    run: async ({ transport }) => {
      const signal = AbortSignal.abort();
      await expectRejection(transport.send([{ content: 'x', lane: LANE }], { signal }), 'aborted');
      await expectNothing(transport, 'the send was aborted');
    },
  },
  {
    name: 'closing ends an open poll',
    run: async (harness) => {
      const poll = await startPoll(harness);
      await harness.transport.close();
      await expectRejection(answerOf(harness, poll), 'closed', 'aborted');
    },
  },
  {
    name: 'a closed transport rejects every call',
    run: async ({ transport }) => {
      await put(transport, 'x');
      const { receipt } = await takeOne(transport);
      await transport.close();
      await expectRejection(transport.send([{ content: 'x', lane: LANE }]), 'closed');
      await expectRejection(transport.receive(REQUEST), 'closed');
      await expectRejection(transport.ack([receipt]), 'closed');
      await expectRejection(transport.hide([{ receipt, forMs: 0 }]), 'closed');
    },
  },
  {
    name: 'closing twice is harmless',
    run: async ({ transport }) => {
      await transport.close();
      await transport.close();
    },
  },
];
