import type { Delivery, Receipt } from '@snoozeq/core';
import { aMessage, BUILDER_NOW_MS } from './a-message.js';

/** Text as a receipt. The one place where tests may make a receipt up. */
export const aReceipt = (text = 'receipt-1'): Receipt => text as Receipt;

/** The first delivery of `aMessage()`, received at `BUILDER_NOW_MS` under a lease of 30 s. */
export const aDelivery = (overrides: Partial<Delivery> = {}): Delivery => ({
  message: aMessage(),
  receipt: aReceipt(),
  deliveryCount: 1,
  leaseUntilMs: BUILDER_NOW_MS + 30_000,
  servedAtMs: BUILDER_NOW_MS,
  ...overrides,
});
