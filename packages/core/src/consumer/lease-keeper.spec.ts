import { describe, expect, test } from '@jest/globals';
import type { ConsumerProfile } from './consumer-profile.js';
import type { HandState } from './in-hand.js';
import type { Delivery } from '../contracts/delivery.js';
import type { SettleStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { aConsumer, type Stage } from '../spec-support/a-consumer.js';
import { CAPABILITIES, ScriptedTransport } from '../spec-support/scripted-transport.js';
import { aDelivery, deliveries, LEASE_MS, NOW_MS } from '../spec-support/deliveries.js';

/** A lease keeper at work, and when it called for which receipts. */
const keeping = (profile: Partial<ConsumerProfile> = {}) => {
  const stage = aConsumer(profile);
  const renewals: { readonly atMs: number; readonly receipts: string }[] = [];
  let answer = async (count: number): Promise<readonly SettleStatus[]> =>
    Array.from({ length: count }, () => ({
      kind: 'applied',
      leaseUntilMs: stage.clock.now() + stage.runtime.profile.leaseMs,
    }));
  stage.transport.onHide = (hidings) => {
    renewals.push({
      atMs: stage.clock.now() - NOW_MS,
      receipts: hidings.map(({ receipt }) => receipt).join(' '),
    });
    return answer(hidings.length);
  };
  const stop = stage.runtime.leaseKeeper.start();
  const answerWith = (reply: typeof answer): void => {
    answer = reply;
  };
  return { ...stage, renewals, stop, answerWith };
};

/** What a poll hands out now. */
const receive = ({ runtime, clock }: Stage, ...names: readonly string[]): void => {
  const { leaseMs } = runtime.profile;
  for (const name of names) {
    const delivery: Delivery = aDelivery(name, {
      servedAtMs: clock.now(),
      leaseUntilMs: clock.now() + leaseMs,
    });
    runtime.queueTime.observe(delivery, leaseMs);
    runtime.inHand.receive(delivery);
  }
};
const move = ({ runtime }: Stage, name: string, state: HandState): void =>
  runtime.inHand.move(aDelivery(name).receipt, state);
const finish = ({ runtime }: Stage, name: string): void => runtime.inHand.remove(aDelivery(name).receipt);
const heldOf = ({ runtime }: Stage, name: string) => runtime.inHand.get(aDelivery(name).receipt);

describe('LeaseKeeper', () => {
  test('renews nothing over a transport that cannot hide', async () => {
    const policy = Object.assign(() => ({ kind: 'deliver' }) as const, { hides: false as const });
    const transport = new ScriptedTransport({ ...CAPABILITIES, maxHideMs: 0 });
    let hides = 0;
    transport.onHide = async () => {
      hides += 1;
      return [];
    };
    const stage = aConsumer({}, { transport, policy });
    stage.runtime.leaseKeeper.start();
    receive(stage, 'a');
    await stage.clock.advanceBy(LEASE_MS);
    expect(hides).toBe(0);
  });

  test.each<HandState>(['buffered', 'waiting', 'running'])(
    'renews what is %s for a whole lease, when a third of it is left',
    async (state) => {
      const keeper = keeping();
      receive(keeper, 'a');
      move(keeper, 'a', state);
      await keeper.clock.advanceBy(LEASE_MS * (2 / 3) - 1);
      expect(keeper.renewals).toEqual([]);
      await keeper.clock.advanceBy(1);
      expect(keeper.renewals).toEqual([{ atMs: 20_000, receipts: 'a' }]);
      expect(keeper.transport.hidden).toEqual([[{ receipt: 'a', forMs: LEASE_MS }]]);
    },
  );

  test('leaves alone what is being settled', async () => {
    const keeper = keeping();
    receive(keeper, 'a', 'b');
    move(keeper, 'a', 'settling');
    await keeper.clock.advanceBy(LEASE_MS);
    expect(keeper.renewals).toEqual([{ atMs: 20_000, receipts: 'b' }]);
  });

  test('renews together what is due together, and nothing else', async () => {
    const keeper = keeping();
    receive(keeper, 'a', 'b');
    await keeper.clock.advanceBy(5_000);
    receive(keeper, 'c');
    await keeper.clock.advanceBy(LEASE_MS);
    expect(keeper.renewals).toEqual([
      { atMs: 20_000, receipts: 'a b' },
      { atMs: 25_000, receipts: 'c' },
    ]);
  });

  test('never asks for more than a batch at once', async () => {
    const keeper = keeping();
    receive(keeper, ...deliveries(45).map(({ receipt }) => receipt));
    await keeper.clock.advanceBy(20_000);
    expect(keeper.transport.hidden.map((batch) => batch.length)).toEqual([20, 20, 5]);
  });

  test.each([
    { name: 'that tells its end', tells: true },
    { name: 'that does not', tells: false },
  ])('keeps a lease $name for as long as the handler takes', async ({ tells }) => {
    const keeper = keeping();
    if (!tells) keeper.answerWith(async () => [{ kind: 'applied' }]);
    receive(keeper, 'a');
    move(keeper, 'a', 'running');
    await keeper.clock.advanceBy(600_000);
    let leaseUntilMs = LEASE_MS;
    for (const { atMs } of keeper.renewals) {
      expect(atMs).toBeLessThan(leaseUntilMs);
      leaseUntilMs = atMs + LEASE_MS;
    }
    expect(leaseUntilMs).toBeGreaterThan(600_000);
    // No more calls than it takes.
    expect(keeper.renewals.length).toBeLessThanOrEqual(30);
  });

  test('a lost lease aborts the signal, is told once, and is not renewed again', async () => {
    const keeper = keeping();
    keeper.answerWith(async () => [{ kind: 'lease-lost' }, { kind: 'applied' }]);
    receive(keeper, 'a', 'b');
    await keeper.clock.advanceBy(LEASE_MS);
    expect(heldOf(keeper, 'a')).toMatchObject({ isLost: true, abort: { signal: { aborted: true } } });
    expect(heldOf(keeper, 'b')).toMatchObject({ isLost: false, abort: { signal: { aborted: false } } });
    expect(keeper.events).toEqual([{ kind: 'lease-lost', delivery: heldOf(keeper, 'a')?.delivery }]);
    await keeper.clock.advanceBy(LEASE_MS);
    expect(
      keeper.renewals
        .map(({ receipts }) => receipts)
        .slice(1)
        .join(' '),
    ).not.toContain('a');
  });

  test('what comes while a handler still runs on a lost lease is renewed as ever', async () => {
    const keeper = keeping();
    keeper.answerWith(async () => [{ kind: 'lease-lost' }]);
    receive(keeper, 'lost');
    move(keeper, 'lost', 'running');
    await keeper.clock.advanceBy(60_000);
    expect(keeper.clock.nextTimerMs).toBeUndefined();
    receive(keeper, 'next');
    await keeper.clock.advanceBy(20_000);
    expect(keeper.renewals.at(-1)).toEqual({ atMs: 80_000, receipts: 'next' });
  });

  test.each([
    { name: 'as a whole', answer: () => Promise.reject(new QueueError('unavailable', 'down')) },
    {
      name: 'for the entry',
      answer: async (): Promise<readonly SettleStatus[]> => [
        { kind: 'failed', error: new QueueError('throttled', 'slow down') },
      ],
    },
    { name: 'without an answer for it', answer: async () => [] },
  ])('a renewal that fails $name is tried again before the lease ends', async ({ answer }) => {
    const keeper = keeping();
    keeper.answerWith(answer);
    receive(keeper, 'a');
    await keeper.clock.advanceBy(LEASE_MS);
    expect(keeper.renewals.map(({ atMs }) => atMs).slice(0, 3)).toEqual([20_000, 21_000, 22_000]);
    expect(heldOf(keeper, 'a')?.isLost).toBe(false);
  });

  test('while a renewal is on its way it is not asked for again, and nobody spins', async () => {
    const keeper = keeping();
    keeper.answerWith(() => new Promise(() => undefined));
    receive(keeper, 'a');
    await keeper.clock.advanceBy(25_000);
    expect(keeper.renewals).toEqual([{ atMs: 20_000, receipts: 'a' }]);
    expect(keeper.clock.nextTimerMs).not.toBe(keeper.clock.now());
  });

  test('has a timer only while there is something to renew', async () => {
    const keeper = keeping();
    const timer = () => keeper.clock.nextTimerMs;
    expect(timer()).toBeUndefined();
    receive(keeper, 'a', 'b');
    expect(timer()).toBe(NOW_MS + 20_000);
    finish(keeper, 'a');
    move(keeper, 'b', 'settling');
    expect(timer()).toBeUndefined();
    receive(keeper, 'c');
    expect(timer()).toBe(NOW_MS + 20_000);
    keeper.stop();
    expect(timer()).toBeUndefined();
    receive(keeper, 'd');
    expect(timer()).toBeUndefined();
  });

  test('a renewal is known to whoever settles the delivery, until it is answered', async () => {
    const keeper = keeping();
    let answer = (_statuses: readonly SettleStatus[]): void => undefined;
    keeper.answerWith(() => new Promise((resolve) => (answer = resolve)));
    receive(keeper, 'a');
    await keeper.clock.advanceBy(20_000);
    expect(heldOf(keeper, 'a')?.renewal).toBeInstanceOf(Promise);
    answer([{ kind: 'applied', leaseUntilMs: NOW_MS + 50_000 }]);
    await keeper.clock.advanceBy(0);
    expect(heldOf(keeper, 'a')?.renewal).toBeUndefined();
  });
});
