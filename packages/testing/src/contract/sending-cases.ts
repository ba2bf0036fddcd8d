import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.js';
import { idOf, LANE, put, putMessage, take, takeOne } from './queue-steps.js';

const TRICKY_CONTENT = 'Grüße 🐢 日本語 "quoted" \\ {"id": 90071992547409921}\n\tnext line';
const PROPERTIES = { 'snoozeq-v': '1', 'snoozeq-key': 'Größe "40" 🐢', empty: '' };

/** What goes in comes out. */
export const sendingCases: readonly ContractCase[] = [
  {
    name: 'content comes back unchanged, unicode and quotes included',
    run: async ({ transport }) => {
      await put(transport, TRICKY_CONTENT);
      assert.equal((await takeOne(transport)).message.content, TRICKY_CONTENT);
    },
  },
  {
    name: 'properties come back unchanged',
    run: async ({ transport }) => {
      await putMessage(transport, { content: 'x', lane: LANE, properties: PROPERTIES });
      assert.deepEqual({ ...(await takeOne(transport)).message.properties }, PROPERTIES);
    },
  },
  {
    name: 'a delivery tells the lane of its message',
    run: async ({ transport }) => {
      await put(transport, 'x');
      assert.equal((await takeOne(transport)).message.lane, LANE);
    },
  },
  {
    name: 'a message sent without a lane has none, and no properties',
    run: async ({ transport }) => {
      await putMessage(transport, { content: 'x' });
      const [delivery] = await transport.receive({ limit: 1, waitMs: 0, leaseMs: 30_000 });
      assert.equal(delivery?.message.lane, undefined);
      assert.deepEqual({ ...delivery?.message.properties }, {});
      assert.equal(delivery?.message.content, 'x');
    },
  },
  {
    name: 'send results keep the order of the messages',
    run: async ({ transport }) => {
      const contents = ['first', 'second', 'third', 'fourth', 'fifth'];
      const ids = await put(transport, ...contents);
      const received = new Map(
        (await take(transport, contents.length)).map(({ message }) => [message.content, message.id]),
      );
      assert.deepEqual(
        contents.map((content) => received.get(content)),
        ids,
      );
    },
  },
  {
    name: 'ids are distinct decimal strings with every digit',
    run: async ({ transport }) => {
      const contents = Array.from({ length: transport.capabilities.maxBatch }, (_, index) => `m${index}`);
      const ids = await put(transport, ...contents);
      for (const id of ids) assert.match(id, /^[1-9]\d*$/);
      assert.equal(new Set(ids).size, ids.length, 'two messages have the same id');
      const received = (await take(transport, ids.length)).map(({ message }) => message.id);
      assert.deepEqual([...received].sort(), [...ids].sort());
    },
  },
  {
    name: 'creation and expiry are told in queue time',
    run: async ({ transport, clock, settings }) => {
      const sentAtMs = clock.now();
      const [status] = await transport.send([{ content: 'x', lane: LANE }]);
      await clock.advanceBy(7_000);
      const { createdAtMs = sentAtMs, expiresAtMs } = (await takeOne(transport)).message;
      assert.equal(createdAtMs, sentAtMs);
      assert.equal(expiresAtMs, sentAtMs + settings.retentionMs);
      assert.ok(status && idOf(status));
      const toldAtSend = status?.kind === 'stored' ? status.expiresAtMs : undefined;
      assert.equal(toldAtSend ?? expiresAtMs, expiresAtMs);
    },
  },
];
