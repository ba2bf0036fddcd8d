import type { Stamp } from '@snoozeq/core';
import { BUILDER_NOW_MS } from './a-message.js';

/** The stamp of a message published at `BUILDER_NOW_MS`, due one hour later, never relayed. */
export const aStamp = (overrides: Partial<Stamp> = {}): Stamp => ({
  id: 'stamp-1',
  key: 'order-1',
  dueAtMs: BUILDER_NOW_MS + 3_600_000,
  publishedAtMs: BUILDER_NOW_MS,
  attempts: 0,
  relays: 0,
  ...overrides,
});
