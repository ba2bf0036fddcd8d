import { describe, expect, test } from '@jest/globals';
import type { DeliveredMessage, StoredMessage } from '@snoozeq/queue-engine';
import fc from 'fast-check';
import { toDelivery, toId, toMessage, toPutEntry, toVisibilityMs } from './mapping.js';

const NOW_MS = Date.UTC(2026, 0, 5);
const stored: StoredMessage = {
  sequence: 7,
  content: '{}',
  channel: 'ready',
  properties: { a: 'b' },
  createdAtMs: NOW_MS,
  expiresAtMs: NOW_MS + 60_000,
};
const delivered = (visibleAfterMs: number): DeliveredMessage => ({
  message: stored,
  ref: { group: 'primary', sequence: 7, deliveryCount: 3 },
  deliveryCount: 3,
  visibleAfterMs,
});

describe('toId', () => {
  test('lies above 2^53 and keeps every digit', () => {
    expect(toId(stored)).toBe('90071992547409927');
  });

  test('neighbours differ', () => {
    expect(toId({ ...stored, sequence: 8 })).not.toBe(toId(stored));
  });
});

describe('properties', () => {
  test('what the sender changes after the send is not stored', () => {
    const properties = { a: 'b' };
    const entry = toPutEntry({ content: '', lane: 'ready', properties });
    properties.a = 'changed';
    expect(entry.properties).toEqual({ a: 'b' });
  });

  test('what a receiver changes is not stored', () => {
    Object.assign(toMessage(stored).properties, { a: 'changed' });
    expect(toMessage(stored).properties).toEqual({ a: 'b' });
  });
});

describe('toDelivery', () => {
  test.each([
    ['a lease that ends before the expiry tells the time of service', 30_000, 30_000, NOW_MS],
    ['a lease that was cut at the expiry does not', 60_000, 600_000, undefined],
    ['a lease that ends at the expiry by chance does not', 60_000, 60_000, undefined],
    ['a peek tells it', 0, 0, NOW_MS],
  ])('%s', (_name, visibleInMs, leaseMs, servedAtMs) =>
    expect(toDelivery(delivered(NOW_MS + visibleInMs), { queueTag: 'q', leaseMs }).servedAtMs).toBe(
      servedAtMs,
    ),
  );
});

describe('toVisibilityMs', () => {
  test.each([
    [0, 60_000, 0],
    [999, 60_000, 0],
    [1_999, 60_000, 1_000],
    [59_000, 60_000, 59_000],
    [60_000, 60_000, 59_000],
    [600_000, 60_000, 59_000],
    [600_000, 60_001, 60_000],
    [600_000, 1_001, 1_000],
    [600_000, 1_000, 1_000],
    [600_000, 400, 1_000],
    [0, 400, 0],
  ])('%i ms of a message with %i ms to live become %i ms', (forMs, restMs, visibilityMs) =>
    expect(toVisibilityMs({ forMs, stepMs: 1_000, nowMs: NOW_MS, expiresAtMs: NOW_MS + restMs })).toBe(
      visibilityMs,
    ),
  );

  test('never hides for longer than asked, and only in whole steps', () => {
    const ms = fc.integer({ min: 0, max: 43_200_000 });
    fc.assert(
      fc.property(ms, ms, fc.constantFrom(1, 100, 1_000), (forMs, restMs, stepMs) => {
        const visibilityMs = toVisibilityMs({ forMs, stepMs, nowMs: NOW_MS, expiresAtMs: NOW_MS + restMs });
        return visibilityMs >= 0 && visibilityMs <= forMs && visibilityMs % stepMs === 0;
      }),
    );
  });
});
