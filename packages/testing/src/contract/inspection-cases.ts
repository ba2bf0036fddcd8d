import assert from 'node:assert/strict';
import type { QueueInspection } from '@snoozeq/core';
import type { Harness } from '../harness/harness.js';
import type { ContractCase } from './contract-case.js';
import { LANE, put, putMessage, takeOne } from './queue-steps.js';
import { expectRejection } from './refusal.js';

/** As many as a queue may have, `ready` among them. */
const MANY_LANES = 256;

const inspectionOf = ({ inspection }: Harness): QueueInspection => {
  assert.ok(inspection, 'this harness has no inspection: declare these cases as deviations if there is none');
  return inspection;
};

const sorted = (lanes: readonly string[]): readonly string[] => [...lanes].sort();

/** Looking at a queue without taking anything. */
export const inspectionCases: readonly ContractCase[] = [
  {
    name: 'lists every named lane that holds messages, once',
    run: async (harness) => {
      const inspection = inspectionOf(harness);
      assert.deepEqual(await inspection.lanes(), []);
      await put(harness.transport, 'a', 'b');
      await putMessage(harness.transport, { content: 'c', lane: 'due-20261125T0400' });
      await putMessage(harness.transport, { content: 'd' });
      assert.deepEqual(sorted(await inspection.lanes()), ['due-20261125T0400', LANE]);
    },
  },
  {
    name: 'lists as many lanes as a queue may have',
    run: async (harness) => {
      const { transport } = harness;
      const names = Array.from({ length: MANY_LANES }, (_, index) => `lane-${index}`);
      const { maxBatch } = transport.capabilities;
      for (let first = 0; first < names.length; first += maxBatch)
        await transport.send(names.slice(first, first + maxBatch).map((lane) => ({ content: 'x', lane })));
      assert.deepEqual(sorted(await inspectionOf(harness).lanes()), sorted(names));
    },
  },
  {
    name: 'a lane is not listed any more when its last message is gone',
    run: async (harness) => {
      await putMessage(harness.transport, { content: 'a', lane: 'far' });
      const { receipt } = await takeOne(harness.transport, { lane: 'far' });
      await harness.transport.ack([receipt]);
      assert.deepEqual(await inspectionOf(harness).lanes(), []);
    },
  },
  {
    name: 'counts what is visible and what is in flight, of one lane and of the queue',
    run: async (harness) => {
      const inspection = inspectionOf(harness);
      await put(harness.transport, 'a', 'bb', 'ccc');
      await putMessage(harness.transport, { content: 'd', lane: 'far' });
      await putMessage(harness.transport, { content: 'e' });
      await takeOne(harness.transport);
      const ready = await inspection.stats(LANE);
      assert.deepEqual([ready.visible, ready.inFlight, ready.sizeBytes], [2, 1, 6]);
      const all = await inspection.stats();
      assert.deepEqual([all.visible, all.inFlight, all.sizeBytes], [4, 1, 8]);
    },
  },
  {
    name: 'counts nothing in a lane that does not exist',
    run: async (harness) => {
      await put(harness.transport, 'a');
      const { visible, inFlight, sizeBytes } = await inspectionOf(harness).stats('no-such-lane');
      assert.deepEqual([visible, inFlight, sizeBytes], [0, 0, 0]);
    },
  },
  {
    name: 'looking costs no delivery',
    run: async (harness) => {
      await put(harness.transport, 'a');
      await inspectionOf(harness).lanes();
      await inspectionOf(harness).stats(LANE);
      assert.equal((await takeOne(harness.transport)).deliveryCount, 1);
    },
  },
  {
    name: 'a look whose signal is aborted already, or at a closed transport, is rejected',
    run: async (harness) => {
      const inspection = inspectionOf(harness);
      const signal = AbortSignal.abort();
      await expectRejection(inspection.lanes({ signal }), 'aborted');
      await expectRejection(inspection.stats(LANE, { signal }), 'aborted');
      await harness.transport.close();
      await expectRejection(inspection.lanes(), 'closed');
      await expectRejection(inspection.stats(), 'closed');
    },
  },
];
