import type { HandlerContext, Receipt } from '@snoozeq/core';

/** The first attempt at message `id-1`, or what `overrides` says. */
export const aContext = (overrides: Partial<HandlerContext> = {}): HandlerContext => ({
  signal: new AbortController().signal,
  id: 'id-1',
  key: 'invoice-0231',
  attempt: 1,
  attemptsLeft: 12,
  holds: 7,
  delivery: {
    message: { id: '90071992547409921', content: '{}', properties: {}, expiresAtMs: 1_000_000 },
    receipt: 'receipt' as Receipt,
    deliveryCount: 8,
    leaseUntilMs: 30_000,
  },
  ...overrides,
});
