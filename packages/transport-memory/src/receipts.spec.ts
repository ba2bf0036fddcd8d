import { describe, expect, test } from '@jest/globals';
import type { DeliveredMessage } from '@snoozeq/queue-engine';
import { aReceipt } from '@snoozeq/testing';
import fc from 'fast-check';
import { readReceipt, writeReceipt } from './receipts.js';

const aDelivered = (sequence: number, deliveryCount: number, group: string): DeliveredMessage => ({
  message: { sequence, content: '', createdAtMs: 0, expiresAtMs: 60_000 },
  ref: { group, sequence, deliveryCount },
  deliveryCount,
  visibleAfterMs: 30_000,
});
const count = fc.integer({ min: 1 });

describe('receipts', () => {
  test('name the delivery that they were written for', () => {
    fc.assert(
      fc.property(count, count, fc.string(), (sequence, deliveryCount, group) => {
        const delivered = aDelivered(sequence, deliveryCount, group);
        expect(readReceipt('q1', writeReceipt('q1', delivered))).toEqual({
          ref: delivered.ref,
          expiresAtMs: 60_000,
        });
      }),
    );
  });

  test('of two deliveries of one message differ', () => {
    expect(writeReceipt('q1', aDelivered(1, 1, 'primary'))).not.toBe(
      writeReceipt('q1', aDelivered(1, 2, 'primary')),
    );
  });

  test.each([writeReceipt('q2', aDelivered(1, 1, 'primary')), aReceipt('nonsense'), aReceipt('')])(
    'another queue does not know %j',
    (receipt) => expect(readReceipt('q1', receipt)).toBeUndefined(),
  );
});
