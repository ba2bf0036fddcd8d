import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.js';
import { putMessage, take } from './queue-steps.js';

const LANES = ['ready', 'ready-2', 'read', 'far'];
/** Enough unfiltered receives for a random choice to reach every lane: 100 misses of one in five have odds of 2 in 10^10. */
const DRAWS = 100;

/** Channels that we name. */
export const laneCases: readonly ContractCase[] = [
  {
    name: 'a lane filter matches exactly',
    run: async ({ transport }) => {
      for (const lane of LANES) await putMessage(transport, { content: lane, lane });
      await putMessage(transport, { content: 'unnamed' });
      for (const lane of LANES) {
        const contents = (await take(transport, 1, { lane, limit: transport.capabilities.maxBatch })).map(
          ({ message }) => message.content,
        );
        assert.deepEqual(contents, [lane]);
      }
    },
  },
  {
    name: 'an unfiltered receive answers from one lane at a time and reaches them all',
    run: async ({ transport }) => {
      const lanes = [...LANES, undefined];
      for (const lane of lanes) {
        const message = lane === undefined ? { content: 'x' } : { content: 'x', lane };
        await transport.send([message, message]);
      }
      const reached = new Set<string | undefined>();
      for (let draw = 0; draw < DRAWS && reached.size < lanes.length; draw += 1) {
        const deliveries = await transport.receive({ limit: 2, waitMs: 0, leaseMs: 0 });
        const together = new Set(deliveries.map(({ message }) => message.lane));
        assert.ok(together.size <= 1, `one call answered from ${together.size} lanes`);
        for (const lane of together) reached.add(lane);
      }
      assert.equal(reached.size, lanes.length, 'some lanes were never reached');
    },
  },
];
