import type { Message } from '@snoozeq/core';

/** The instant that builders count from, and where a `VirtualClock` starts. */
export const BUILDER_NOW_MS = Date.UTC(2026, 0, 5);

/** A message as the queue would hand it out: stored at `BUILDER_NOW_MS`, kept for a day, in lane `ready`. */
export const aMessage = (overrides: Partial<Message> = {}): Message => ({
  // Above 2^53, as the service's ids are: a test that goes through Number notices.
  id: '90071992547409921',
  content: '{}',
  properties: {},
  lane: 'ready',
  createdAtMs: BUILDER_NOW_MS,
  expiresAtMs: BUILDER_NOW_MS + 86_400_000,
  ...overrides,
});
