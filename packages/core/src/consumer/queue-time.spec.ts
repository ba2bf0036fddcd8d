import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '../clock/virtual-clock.js';
import type { Delivery } from '../contracts/delivery.js';
import { aDelivery, aMessage, HOUR_MS, LEASE_MS, NOW_MS } from '../spec-support/deliveries.js';
import { QueueTime } from './queue-time.js';

/** What a service whose time is `servedAtMs` hands out: no statement about its time when the expiry cuts the lease. */
const served = (servedAtMs: number, expiresAtMs = NOW_MS + 168 * HOUR_MS): Delivery => {
  const leaseUntilMs = Math.min(servedAtMs + LEASE_MS, expiresAtMs);
  const { servedAtMs: _, ...delivery } = aDelivery('a', {
    message: aMessage('a', { expiresAtMs }),
    leaseUntilMs,
  });
  return leaseUntilMs < expiresAtMs ? { ...delivery, servedAtMs } : delivery;
};

describe('QueueTime', () => {
  test('nothing is due before the service has spoken', () => {
    expect(new QueueTime(new VirtualClock()).now()).toBe(Number.NEGATIVE_INFINITY);
  });

  test.each([
    { name: 'five minutes fast', skewMs: 300_000 },
    { name: 'right', skewMs: 0 },
    { name: 'five minutes slow', skewMs: -300_000 },
  ])('a host clock that is $name does not matter', async ({ skewMs }) => {
    const clock = new VirtualClock(NOW_MS + skewMs);
    const time = new QueueTime(clock);
    time.observe(served(NOW_MS), LEASE_MS);
    expect(time.now()).toBe(NOW_MS);
    await clock.advanceBy(1_234);
    expect(time.now()).toBe(NOW_MS + 1_234);
  });

  test('a slow reply never takes back what a fast one has shown', async () => {
    const clock = new VirtualClock(NOW_MS);
    const time = new QueueTime(clock);
    await clock.advanceBy(100);
    time.observe(served(NOW_MS + 90), LEASE_MS);
    time.observe(served(NOW_MS + 10), LEASE_MS);
    expect(time.now()).toBe(NOW_MS + 90);
  });

  test('a faster reply sharpens the bound', () => {
    const time = new QueueTime(new VirtualClock(NOW_MS + 500));
    time.observe(served(NOW_MS), LEASE_MS);
    time.observe(served(NOW_MS + 450), LEASE_MS);
    expect(time.now()).toBe(NOW_MS + 450);
  });

  test('a lease that the expiry cut short says no more than that its end had come near', () => {
    const time = new QueueTime(new VirtualClock(NOW_MS));
    time.observe(served(NOW_MS, NOW_MS + 10_000), LEASE_MS);
    expect(time.now()).toBe(NOW_MS + 10_000 - LEASE_MS);
  });

  test('a timer fires when queue time has come, whatever the host clock shows', async () => {
    const clock = new VirtualClock(NOW_MS + 300_000);
    const time = new QueueTime(clock);
    time.observe(served(NOW_MS), LEASE_MS);
    const seen: number[] = [];
    time.schedule(NOW_MS + 2_000, () => seen.push(time.now()));
    time.schedule(NOW_MS + 3_000, () => seen.push(time.now()))();
    await clock.advanceBy(60_000);
    expect(seen).toEqual([NOW_MS + 2_000]);
  });

  test('is never above the time of the service, and never goes back', async () => {
    const step = fc.record({
      /** Time that passes before the service answers: a pause, or a jump of both clocks. */
      pauseMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 12 * HOUR_MS })),
      latencyMs: fc.integer({ min: 0, max: 20_000 }),
      /** Time left to live; within the lease the delivery says nothing about the service's time. */
      leftMs: fc.integer({ min: 1, max: 2 * LEASE_MS }),
    });
    const skew = fc.integer({ min: -HOUR_MS, max: HOUR_MS });
    await fc.assert(
      fc.asyncProperty(skew, fc.array(step, { maxLength: 20 }), async (skewMs, steps) => {
        const host = new VirtualClock(NOW_MS + skewMs);
        const serviceMs = (): number => host.now() - skewMs;
        const time = new QueueTime(host);
        let last = time.now();
        for (const { pauseMs, latencyMs, leftMs } of steps) {
          await host.advanceBy(pauseMs);
          const delivery = served(serviceMs(), serviceMs() + leftMs);
          await host.advanceBy(latencyMs);
          time.observe(delivery, LEASE_MS);
          expect(time.now()).toBeLessThanOrEqual(serviceMs());
          expect(time.now()).toBeGreaterThanOrEqual(last);
          // Not idle either: an uncut delivery is behind by its latency at the most.
          if (delivery.servedAtMs !== undefined)
            expect(serviceMs() - time.now()).toBeLessThanOrEqual(latencyMs);
          last = time.now();
        }
      }),
    );
  });
});
