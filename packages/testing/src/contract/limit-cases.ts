import type { Receipt } from '@snoozeq/core';
import type { ContractCase } from './contract-case.js';
import { expectNothing, LANE, LEASE_MS, put, take } from './queue-steps.js';
import { expectRefusal, expectRejection } from './refusal.js';

const bytes = (count: number): string => 'x'.repeat(count);

/** Every limit holds before anything has happened. */
export const limitCases: readonly ContractCase[] = [
  {
    name: 'a send of too many messages is refused and stores nothing',
    run: async ({ transport }) => {
      const messages = Array.from({ length: transport.capabilities.maxBatch + 1 }, () => ({
        content: 'x',
        lane: LANE,
      }));
      await expectRefusal(transport.send(messages));
      await expectNothing(transport, 'the whole send was refused');
    },
  },
  {
    name: 'a message of too many bytes is refused and not stored',
    run: async ({ transport }) => {
      const content = bytes(transport.capabilities.maxMessageBytes + 1);
      await expectRefusal(transport.send([{ content, lane: LANE }]));
      await expectNothing(transport, 'it was refused');
    },
  },
  {
    name: 'bytes are counted, not characters',
    run: async ({ transport }) => {
      const content = 'ü'.repeat(Math.ceil((transport.capabilities.maxMessageBytes + 1) / 2));
      await expectRefusal(transport.send([{ content, lane: LANE }]));
      await expectNothing(transport, 'it was refused');
    },
  },
  {
    name: 'a send of too many bytes is refused and stores nothing',
    run: async ({ transport }) => {
      const { maxBatchBytes, maxMessageBytes } = transport.capabilities;
      const size = Math.floor(maxMessageBytes * 0.8);
      const count = Math.floor(maxBatchBytes / size) + 1;
      await expectRefusal(
        transport.send(Array.from({ length: count }, () => ({ content: bytes(size), lane: LANE }))),
      );
      await expectNothing(transport, 'the whole send was refused');
    },
  },
  {
    name: 'a receive limit outside 1 to maxBatch is refused',
    run: async ({ transport }) => {
      for (const limit of [0, transport.capabilities.maxBatch + 1]) {
        await expectRejection(
          transport.receive({ limit, waitMs: 0, leaseMs: LEASE_MS, lane: LANE }),
          'malformed',
        );
      }
    },
  },
  {
    name: 'an ack or hide of too many receipts is refused and changes nothing',
    run: async ({ transport, clock }) => {
      const { maxBatch } = transport.capabilities;
      const contents = Array.from({ length: maxBatch + 1 }, (_, index) => `m${index}`);
      await put(transport, ...contents.slice(1));
      await put(transport, 'm0');
      const receipts: readonly Receipt[] = (await take(transport, maxBatch + 1)).map(
        ({ receipt }) => receipt,
      );
      await expectRefusal(transport.ack(receipts));
      await expectRefusal(transport.hide(receipts.map((receipt) => ({ receipt, forMs: 600_000 }))));
      await clock.advanceBy(LEASE_MS);
      await take(transport, maxBatch + 1);
    },
  },
];
