import { describe, expect, jest, test } from '@jest/globals';
import { memoryFence, type Fence, type QueueTransport } from '@snoozeq/core';
import { Subject } from 'rxjs';
import {
  consumeStage,
  DAY_MS,
  SECOND_MS,
  workFor,
  type ConsumeStage,
  type StageSettings,
} from './spec-support/consume-stage.js';
import { remaining } from './spec-support/lane-stage.js';

jest.setTimeout(60_000);

/** How long every call of a consumer takes. */
const LATENCY_MS = 200;

/** The wire in both directions: a call that is on its way when a stop comes has not happened yet, or nobody knows. */
const slow =
  ({ clock }: ConsumeStage) =>
  (transport: QueueTransport): QueueTransport => {
    const half = (): Promise<void> =>
      new Promise((resolve) => void clock.schedule(clock.now() + LATENCY_MS / 2, resolve));
    const late =
      <TArgs extends readonly unknown[], T>(call: (...args: TArgs) => Promise<T>) =>
      async (...args: TArgs): Promise<T> => {
        await half();
        const reply = await call(...args);
        await half();
        return reply;
      };
    return {
      capabilities: transport.capabilities,
      send: late((messages, options) => transport.send(messages, options)),
      receive: late((request, options) => transport.receive(request, options)),
      ack: late((receipts, options) => transport.ack(receipts, options)),
      hide: late((hidings, options) => transport.hide(hidings, options)),
      close: () => transport.close(),
    };
  };

const slowFence = (stage: ConsumeStage): Fence => {
  const fence = memoryFence({ clock: stage.clock });
  return {
    claim: async (id, leaseMs) => {
      await workFor(stage, LATENCY_MS);
      return fence.claim(id, leaseMs);
    },
    renew: (claim, leaseMs) => fence.renew(claim, leaseMs),
    done: (claim, keepMs) => fence.done(claim, keepMs),
    release: (claim) => fence.release(claim),
  };
};

interface State {
  readonly name: string;
  /** Delays of the messages, and how long each handler works. */
  readonly delaysMs: readonly number[];
  readonly workMs: number;
  readonly stopAfterMs: number;
  readonly settings?: StageSettings;
  readonly isFenced?: boolean;
  /** What the consumer has in hand when the stop comes. */
  readonly inHand?: readonly string[];
  /** Deliveries that a message has at most. Without a stop, one, and one for each hold. */
  readonly deliveries: number;
}

const RELAYING: StageSettings = { retentionMs: DAY_MS, strategy: 'relay' };

const states: readonly State[] = [
  { name: 'not published yet: an open poll', delaysMs: [], workMs: 0, stopAfterMs: 0, deliveries: 0 },
  { name: 'leased, its reply on the way', delaysMs: [0], workMs: 0, stopAfterMs: 150, deliveries: 1 },
  {
    name: 'buffered',
    delaysMs: [0, 0, 0, 0, 0],
    workMs: SECOND_MS,
    stopAfterMs: 500,
    inHand: ['running', 'buffered', 'buffered', 'buffered', 'buffered'],
    deliveries: 1,
  },
  {
    name: 'running',
    delaysMs: [0],
    workMs: 5 * SECOND_MS,
    stopAfterMs: 2_000,
    inHand: ['running'],
    deliveries: 1,
  },
  {
    name: 'running beyond its lease',
    delaysMs: [0],
    workMs: 20 * SECOND_MS,
    stopAfterMs: 15_000,
    inHand: ['running'],
    deliveries: 1,
  },
  {
    name: 'renewed at this moment',
    delaysMs: [0],
    workMs: 25 * SECOND_MS,
    stopAfterMs: 20_250,
    inHand: ['running'],
    deliveries: 1,
  },
  {
    name: 'handled, its delete on the way',
    delaysMs: [0],
    workMs: 100,
    stopAfterMs: 400,
    inHand: ['settling'],
    deliveries: 1,
  },
  {
    name: 'about to be held',
    delaysMs: [5 * SECOND_MS],
    workMs: 100,
    stopAfterMs: 250,
    inHand: ['settling'],
    deliveries: 2,
  },
  { name: 'held', delaysMs: [5 * SECOND_MS], workMs: 100, stopAfterMs: 2_000, deliveries: 2 },
  {
    name: 'waiting in memory for its last second',
    delaysMs: [900],
    workMs: 100,
    stopAfterMs: 500,
    inHand: ['waiting'],
    deliveries: 1,
  },
  {
    name: 'kept',
    delaysMs: [3 * DAY_MS],
    workMs: 100,
    stopAfterMs: DAY_MS,
    settings: { strategy: 'keeper' },
    deliveries: 3,
  },
  // Relays begin a quarter of an hour before the expiry, and the last hop ends a moment earlier.
  {
    name: 'being relayed, its successor on the way',
    delaysMs: [3 * DAY_MS],
    workMs: 100,
    stopAfterMs: DAY_MS - 900_300,
    settings: RELAYING,
    inHand: ['settling'],
    deliveries: 3,
  },
  {
    name: 'relayed, its delete on the way, and its successor being held',
    delaysMs: [3 * DAY_MS],
    workMs: 100,
    stopAfterMs: DAY_MS - 900_000,
    settings: RELAYING,
    inHand: ['settling', 'settling'],
    deliveries: 3,
  },
  {
    name: 'being claimed from a fence',
    delaysMs: [0],
    workMs: 100,
    stopAfterMs: 300,
    isFenced: true,
    inHand: ['buffered'],
    deliveries: 1,
  },
];

describe('a stop while a message is', () => {
  test.each(states)('$name: it is started once, and nothing of it is left', async (state) => {
    const { delaysMs, workMs, stopAfterMs, settings = {}, isFenced = false } = state;
    const stage = consumeStage(settings);
    const fence = slowFence(stage);
    const stop$ = new Subject<void>();
    const deploy = (stop?: Subject<void>) =>
      stage.consumer({
        profile: { concurrency: 1 },
        work: () => workFor(stage, workMs),
        over: slow(stage),
        ...(stop && { stop$: stop }),
        ...(isFenced && { fence }),
      });
    await stage.producer.sendAll(delaysMs.map((inMs, index) => ({ body: `m${index}`, in: inMs })));
    const old = deploy(stop$);
    await stage.clock.advanceBy(stopAfterMs);
    expect(old.runtime.inHand.all().map(({ state: hand }) => hand)).toEqual(state.inHand ?? []);
    deploy();
    stop$.next();
    await stage.clock.advanceBy(4 * DAY_MS);
    expect(old.errors).toEqual(['complete']);
    expect(stage.starts.map(({ name }) => name).sort()).toEqual(delaysMs.map((_, index) => `m${index}`));
    for (const { context } of stage.starts) {
      expect(context.attempt).toBe(1);
      expect(context.delivery.deliveryCount).toBeLessThanOrEqual(state.deliveries);
    }
    expect(remaining(stage)).toBe(0);
  });
});

describe('a rolling deploy of three consumers under load', () => {
  test.each([
    { name: 'with time to finish', handlerDeadlineMs: 25_000 },
    { name: 'whose handlers may be cut off', handlerDeadlineMs: 0 },
  ])('$name starts each handler once, and tells of every further delivery', async ({ handlerDeadlineMs }) => {
    const stage = consumeStage();
    const deploy = (stop$ = new Subject<void>()) => ({
      stop$,
      consumer: stage.consumer({
        profile: { concurrency: 3, handlerDeadlineMs, drainMs: SECOND_MS },
        work: () => workFor(stage, 300),
        over: slow(stage),
        stop$,
      }),
    });
    const running = [deploy(), deploy(), deploy()];
    const all = [...running];
    let published = 0;
    const load = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        const items = Array.from({ length: 15 }, () => ({
          body: `m${(published += 1)}`,
          in: (published % 4) * 700,
        }));
        await stage.producer.sendAll(items);
        await stage.clock.advanceBy(SECOND_MS);
      }
    };
    await load(5);
    for (let round = 0; round < 3; round += 1) {
      const next = deploy();
      all.push(next);
      running.shift()?.stop$.next();
      running.push(next);
      await load(4);
    }
    await stage.clock.advanceBy(120_000);
    const left = all.flatMap(({ consumer }) => consumer.events).filter((event) => event.kind === 'drained');
    expect(left).toHaveLength(3);
    const cutOff = left.reduce((sum, one) => sum + one.cutOff, 0);
    const handedBack = left.reduce((sum, one) => sum + one.handedBack, 0);
    const names = new Set(stage.starts.map(({ name }) => name));
    expect(names.size).toBe(published);
    // Only what was cut off is started again.
    expect(stage.starts).toHaveLength(published + cutOff);
    expect(cutOff > 0).toBe(handlerDeadlineMs === 0);
    const again = stage.starts.filter(({ context }) => context.delivery.deliveryCount > 1 + context.holds);
    expect(new Set(again.map(({ name }) => name)).size).toBeLessThanOrEqual(cutOff + handedBack);
    expect(remaining(stage)).toBe(0);
  });
});
