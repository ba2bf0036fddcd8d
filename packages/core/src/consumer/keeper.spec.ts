import { describe, expect, test } from '@jest/globals';
import type { Receipt } from '../contracts/delivery.js';
import type { SettleStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { aDelivery, NOW_MS } from '../spec-support/deliveries.js';
import { KEEP_MARGIN_MS } from './keeper.js';

const HOUR = 3_600_000;
const LONGEST_MS = 12 * HOUR;
const LOST: SettleStatus = { kind: 'lease-lost' };
const RENEW_AT_MS = LONGEST_MS - KEEP_MARGIN_MS;

/** A keeper at work, and when it called for which receipts and for how long. */
const keeping = () => {
  const stage = aConsumer();
  const { runtime, clock, transport } = stage;
  // The service has spoken: queue time is the clock of the test.
  runtime.queueTime.observe(aDelivery('first', { servedAtMs: clock.now() }), runtime.profile.leaseMs);
  const calls: { readonly atMs: number; readonly receipts: string; readonly forMs: number }[] = [];
  const script: ((count: number) => Promise<readonly SettleStatus[]>)[] = [];
  transport.onHide = (hidings) => {
    const [{ forMs } = { forMs: Number.NaN }] = hidings;
    const receipts = hidings.map(({ receipt }) => receipt).join(' ');
    calls.push({ atMs: clock.now() - NOW_MS, receipts, forMs });
    const leaseUntilMs = clock.now() + forMs;
    return (
      script.shift()?.(hidings.length) ??
      Promise.resolve(hidings.map(() => ({ kind: 'applied', leaseUntilMs })))
    );
  };
  const stop = runtime.keeper.start();
  const keep = (name: string, forMs: number): void =>
    runtime.keeper.keep({
      receipt: name as Receipt,
      id: name,
      expiresAtMs: NOW_MS + 7 * 24 * HOUR,
      untilMs: clock.now() + forMs,
      leaseUntilMs: clock.now() + LONGEST_MS,
    });
  return { ...stage, calls, script, keep, stop };
};

describe('Keeper', () => {
  test.each([
    { wait: 12 * HOUR, renewals: [] },
    // Hides end on whole seconds: what is left is waited in memory.
    { wait: 12 * HOUR + 999, renewals: [] },
    { wait: 12 * HOUR + 1_001, renewals: [61_001] },
    { wait: 13 * HOUR, renewals: [HOUR + KEEP_MARGIN_MS] },
    { wait: 30 * HOUR, renewals: [LONGEST_MS, 30 * HOUR - 2 * RENEW_AT_MS] },
  ])('renews a wait of $wait ms until its last hide reaches the end', async ({ wait, renewals }) => {
    const stage = keeping();
    stage.keep('a', wait);
    await stage.clock.advanceBy(4 * 24 * HOUR);
    expect(stage.calls.map(({ forMs }) => forMs)).toEqual(renewals);
    expect(stage.runtime.keeper.size).toBe(0);
  });

  test('renews a minute before the hide ends, and fills the batch with what would follow within half a minute', async () => {
    const stage = keeping();
    stage.keep('a', 20 * HOUR);
    await stage.clock.advanceBy(KEEP_MARGIN_MS / 2);
    stage.keep('b', 20 * HOUR);
    await stage.clock.advanceBy(1);
    stage.keep('c', 20 * HOUR);
    await stage.clock.advanceBy(LONGEST_MS);
    expect(stage.calls).toMatchObject([
      { atMs: RENEW_AT_MS, receipts: 'a b' },
      { atMs: RENEW_AT_MS + KEEP_MARGIN_MS / 2 + 1, receipts: 'c' },
    ]);
  });

  test('asks for at most a full batch in a call, and opens four calls at once', async () => {
    const stage = keeping();
    for (let index = 0; index < 110; index += 1) stage.keep(`m${index}`, 20 * HOUR);
    const answers: (() => void)[] = [];
    for (let call = 0; call < 6; call += 1) {
      stage.script.push(
        (count) =>
          new Promise((resolve) =>
            answers.push(() => resolve(Array.from({ length: count }, () => ({ kind: 'applied' as const })))),
          ),
      );
    }
    await stage.clock.advanceBy(RENEW_AT_MS);
    expect(stage.calls.map(({ receipts }) => receipts.split(' ').length)).toEqual([20, 20, 20, 20]);
    answers.splice(0).forEach((answer) => answer());
    await quiet();
    expect(stage.calls.map(({ receipts }) => receipts.split(' ').length)).toEqual([20, 20, 20, 20, 20, 10]);
    answers.splice(0).forEach((answer) => answer());
    await quiet();
    expect(stage.runtime.keeper.size).toBe(0);
  });

  test('a renewal that fails is tried again a second later, with what the service did not answer for', async () => {
    const stage = keeping();
    stage.keep('a', 20 * HOUR);
    stage.keep('b', 20 * HOUR);
    const error = new QueueError('throttled', 'slow down');
    stage.script.push(
      () => Promise.reject(error),
      () =>
        Promise.resolve([
          { kind: 'applied', leaseUntilMs: NOW_MS + 20 * HOUR },
          { kind: 'failed', error },
        ]),
    );
    await stage.clock.advanceBy(LONGEST_MS);
    expect(stage.calls).toMatchObject([
      { atMs: RENEW_AT_MS, receipts: 'a b' },
      { atMs: RENEW_AT_MS + 1_000, receipts: 'a b' },
      { atMs: RENEW_AT_MS + 2_000, receipts: 'b' },
    ]);
    expect(stage.runtime.keeper.size).toBe(0);
  });

  test('a receipt that has died is reported, and nothing further is kept: the ordinary hold takes over', async () => {
    const stage = keeping();
    stage.keep('a', 20 * HOUR);
    stage.keep('b', 40 * HOUR);
    stage.script.push(() =>
      Promise.resolve([LOST, { kind: 'applied', leaseUntilMs: stage.clock.now() + LONGEST_MS }]),
    );
    await stage.clock.advanceBy(LONGEST_MS);
    expect(stage.events).toEqual([{ kind: 'keep-lost', id: 'a' }]);
    stage.keep('c', 20 * HOUR);
    expect(stage.runtime.keeper.size).toBe(1);
    await stage.clock.advanceBy(40 * HOUR);
    expect(stage.calls.slice(1).every(({ receipts }) => receipts === 'b')).toBe(true);
    expect(stage.runtime.keeper.size).toBe(0);
  });

  test('is busy only while a call is under way, so that a skipping clock may pass the days between', async () => {
    const stage = keeping();
    stage.keep('a', 20 * HOUR);
    expect(stage.activity.state.busy).toBe(0);
    let seen = -1;
    stage.script.push(async () => {
      seen = stage.activity.state.busy;
      return [{ kind: 'applied' }];
    });
    await stage.clock.advanceBy(LONGEST_MS);
    expect(seen).toBe(1);
    expect(stage.activity.state.busy).toBe(0);
  });

  test('stopped, it renews nothing more and takes nothing more', async () => {
    const stage = keeping();
    stage.keep('a', 20 * HOUR);
    stage.stop();
    stage.keep('b', 20 * HOUR);
    await stage.clock.advanceBy(20 * HOUR);
    expect(stage.calls).toEqual([]);
    expect(stage.runtime.keeper.size).toBe(0);
  });
});
