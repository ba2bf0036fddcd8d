import type { Delivery, Receipt } from '../contracts/delivery.js';
import type { Message } from '../contracts/message.js';
import type { PolicyLimits } from '../contracts/policy.js';
import type { Settlement } from '../contracts/settlement.js';
import type { Stamp, StampReading } from '../contracts/stamp.js';
import type { Verdict, Work } from '../consumer/work.js';

/** Where a `VirtualClock` starts. */
export const NOW_MS = Date.UTC(2026, 0, 5);
export const HOUR_MS = 3_600_000;
export const LEASE_MS = 30_000;

/** What OCI Queue allows, without a delivery limit. */
export const LIMITS: PolicyLimits = {
  maxHideMs: 12 * HOUR_MS,
  hideStepMs: 1_000,
  leaseMs: LEASE_MS,
  maxDeliveries: 0,
};

export const receiptOf = (name: string): Receipt => name as Receipt;

/** Stored at `NOW_MS`, kept for a week; its content is its name. */
export const aMessage = (name = 'a', overrides: Partial<Message> = {}): Message => ({
  id: `9007199254740993-${name}`,
  content: JSON.stringify(name),
  properties: {},
  lane: 'ready',
  createdAtMs: NOW_MS,
  expiresAtMs: NOW_MS + 168 * HOUR_MS,
  ...overrides,
});

/** The first delivery of `aMessage(name)`, leased for 30 s at `NOW_MS`; its name is its receipt. */
export const aDelivery = (name = 'a', overrides: Partial<Delivery> = {}): Delivery => ({
  message: aMessage(name),
  receipt: receiptOf(name),
  deliveryCount: 1,
  leaseUntilMs: NOW_MS + LEASE_MS,
  servedAtMs: NOW_MS,
  ...overrides,
});

export const deliveries = (count: number, prefix = 'm'): readonly Delivery[] =>
  Array.from({ length: count }, (_, index) => aDelivery(`${prefix}${index + 1}`));

export const aStamp = (overrides: Partial<Stamp> = {}): Stamp => ({
  id: 'stamp-1',
  key: 'order-1',
  dueAtMs: NOW_MS,
  publishedAtMs: NOW_MS,
  attempts: 0,
  relays: 0,
  ...overrides,
});

/** Work on `delivery`; unstamped unless a reading is given. */
export const aWork = (delivery = aDelivery(), overrides: Partial<Omit<Work, 'delivery'>> = {}): Work => ({
  delivery,
  reading: { kind: 'unstamped' } satisfies StampReading,
  counters: { attempt: delivery.deliveryCount, holds: 0, attemptsLeft: Number.POSITIVE_INFINITY },
  ...overrides,
});

export const aVerdict = (settlement: Settlement, work: Work = aWork()): Verdict => ({
  kind: 'decided',
  work,
  settlement,
});
