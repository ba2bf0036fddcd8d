import type { StartRecord } from '../records.js';

/** A start at 1 ms under a lease until 30 s, or what `overrides` says. */
export const aStart = (overrides: Partial<StartRecord> = {}): StartRecord => ({
  consumer: 'consumer-9',
  id: 'id',
  key: 'key',
  serviceId: '1',
  atMs: 1,
  leaseUntilMs: 30_000,
  deliveryCount: 1,
  attempt: 1,
  holds: 0,
  ...overrides,
});
