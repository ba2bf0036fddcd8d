import { describe, expect, test } from '@jest/globals';
import type { Settled, Settlement } from '../contracts/settlement.js';
import type { SettleStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { aConsumer, type Stage } from '../spec-support/a-consumer.js';
import {
  aDelivery,
  aMessage,
  aWork,
  aVerdict,
  HOUR_MS,
  LEASE_MS,
  NOW_MS,
} from '../spec-support/deliveries.js';
import { ScriptedTransport } from '../spec-support/scripted-transport.js';
import type { ConsumerParts } from './consumer-runtime.js';

const settling = (overrides: Partial<ConsumerParts> = {}): Stage => {
  const stage = aConsumer({}, overrides);
  stage.runtime.queueTime.observe(aDelivery(), LEASE_MS);
  return stage;
};
const settle = async (stage: Stage, settlement: Settlement, delivery = aDelivery()): Promise<Settled> => {
  stage.runtime.inHand.receive(delivery);
  const settled = stage.runtime.settler.settle(aVerdict(settlement, aWork(delivery)));
  await stage.clock.advanceBy(10_000);
  return settled;
};
const APPLIED: SettleStatus = { kind: 'applied' };
const RELAY: Settlement = { kind: 'relay', dueAtMs: NOW_MS + HOUR_MS, attempts: 2, reason: 'far' };
const DEAD: Settlement = { kind: 'dead-letter', reason: 'poison' };

describe('what is done on the service', () => {
  test.each<[string, Settlement, readonly string[]]>([
    ['complete deletes', { kind: 'complete' }, ['ack']],
    ['drop deletes', { kind: 'drop', reason: 'stale' }, ['ack']],
    ['hold hides', { kind: 'hold', untilMs: NOW_MS + 5_000, reason: 'not due' }, ['hide']],
    ['release hides for nothing', { kind: 'release' }, ['hide']],
    ['relay stores the successor, then deletes', RELAY, ['send', 'ack']],
    ['dead-letter stores the copy, then deletes', DEAD, ['send', 'ack']],
  ])('%s', async (_name, settlement, calls) => {
    const stage = settling();
    const delivery = aDelivery();
    expect(await settle(stage, settlement, delivery)).toEqual({ delivery, settlement, status: APPLIED });
    expect(stage.transport.log).toEqual(calls);
    expect(stage.runtime.inHand.size).toBe(0);
  });

  const expiringIn = (leftMs: number) =>
    aDelivery('a', { message: aMessage('a', { expiresAtMs: NOW_MS + leftMs }) });

  test.each([
    { name: 'to its instant', untilMs: NOW_MS + 5_500, forMs: 5_500 },
    { name: 'for the longest hide at the most', untilMs: NOW_MS + 72 * HOUR_MS, forMs: 12 * HOUR_MS },
    {
      name: 'until one lease is left',
      untilMs: NOW_MS + 72 * HOUR_MS,
      leftMs: HOUR_MS,
      forMs: HOUR_MS - LEASE_MS,
    },
    { name: 'for nothing when it is past', untilMs: NOW_MS - 1, forMs: 0 },
  ])('a hold hides $name', async ({ untilMs, forMs, leftMs = 168 * HOUR_MS }) => {
    const stage = settling();
    await settle(stage, { kind: 'hold', untilMs, reason: 'not due' }, expiringIn(leftMs));
    expect(stage.transport.hidden).toEqual([[{ receipt: 'a', forMs }]]);
  });

  test('a release hides for nothing', async () => {
    const stage = settling();
    await settle(stage, { kind: 'release' });
    expect(stage.transport.hidden).toEqual([[{ receipt: 'a', forMs: 0 }]]);
  });

  test('a hold is counted from the time of the service, whatever the host clock shows', async () => {
    const stage = aConsumer();
    stage.runtime.queueTime.observe(aDelivery('a', { servedAtMs: NOW_MS - 300_000 }), LEASE_MS);
    await settle(stage, { kind: 'hold', untilMs: NOW_MS, reason: 'not due' });
    expect(stage.transport.hidden[0]?.[0]?.forMs).toBe(300_000);
  });
});

describe('replacing', () => {
  test('dead letters go to the dead lane of this queue', async () => {
    const stage = settling();
    await settle(stage, DEAD);
    expect(stage.transport.sent).toMatchObject([[{ lane: 'dead', content: '"a"' }]]);
  });

  test('or to a second queue, while relays stay on this one', async () => {
    const deadLetterTransport = new ScriptedTransport();
    const stage = settling({ deadLetterTransport });
    await settle(stage, DEAD);
    await settle(stage, RELAY);
    expect(deadLetterTransport.sent).toMatchObject([[{ lane: 'dead' }]]);
    expect(deadLetterTransport.acked).toEqual([]);
    expect(stage.transport.sent).toMatchObject([[{ lane: 'ready' }]]);
    expect(stage.transport.acked).toEqual([['a'], ['a']]);
  });

  test.each([
    { name: 'fails as a whole', reply: () => Promise.reject(new QueueError('too-large', 'too large')) },
    {
      name: 'fails for the message',
      reply: async () => [{ kind: 'failed' as const, error: new QueueError('too-large', 'too large') }],
    },
    { name: 'says nothing about it', reply: async () => [] },
  ])('a send that $name leaves the message where it is', async ({ reply }) => {
    for (const settlement of [RELAY, DEAD]) {
      const stage = settling();
      stage.transport.onSend = reply;
      expect((await settle(stage, settlement)).status.kind).toBe('failed');
      expect(stage.transport.acked).toEqual([]);
    }
  });

  test('a stamp that cannot be written is a failed settlement, and the message stays', async () => {
    const stage = settling({
      convention: {
        read: () => ({ kind: 'unstamped' }),
        count: () => ({ attempt: 1, holds: 0, attemptsLeft: 1 }),
        seal: () => {
          throw new RangeError('year 12026');
        },
      },
    });
    expect(await settle(stage, RELAY)).toMatchObject({
      status: { kind: 'failed', error: { code: 'malformed' } },
    });
    expect(stage.transport.log).toEqual([]);
    expect(stage.runtime.inHand.size).toBe(0);
  });

  test('a delete that fails after the copy was stored does not store it again', async () => {
    const stage = settling();
    let tries = 0;
    stage.transport.onAck = async () => {
      tries += 1;
      if (tries < 3) throw new QueueError('timeout', 'no reply');
      return [APPLIED];
    };
    expect((await settle(stage, RELAY)).status).toEqual(APPLIED);
    expect(stage.transport.log).toEqual(['send', 'ack', 'ack', 'ack']);
  });
});

describe('a renewal on its way', () => {
  test('is waited for, so that it cannot overwrite a hold', async () => {
    const stage = settling();
    const { runtime, transport, clock } = stage;
    let answerRenewal = (_statuses: readonly SettleStatus[]): void => undefined;
    const applied: number[] = [];
    transport.onHide = (hidings) =>
      new Promise((resolve) => {
        const take = (statuses: readonly SettleStatus[]): void => {
          applied.push(hidings[0]!.forMs);
          resolve(statuses);
        };
        if (transport.hidden.length === 1) answerRenewal = take;
        else take([APPLIED]);
      });
    const stop = runtime.leaseKeeper.start();
    const delivery = aDelivery();
    runtime.inHand.receive(delivery);
    await clock.advanceBy(20_000);
    expect(transport.hidden).toEqual([[{ receipt: 'a', forMs: LEASE_MS }]]);

    const hold: Settlement = { kind: 'hold', untilMs: NOW_MS + HOUR_MS, reason: 'not due' };
    const settled = runtime.settler.settle(aVerdict(hold, aWork(delivery)));
    await clock.advanceBy(5_000);
    expect(transport.hidden).toHaveLength(1);
    answerRenewal([{ kind: 'applied', leaseUntilMs: NOW_MS + 50_000 }]);
    await clock.advanceBy(60_000);
    expect((await settled).status).toEqual(APPLIED);
    expect(applied).toEqual([LEASE_MS, HOUR_MS - 25_000]);
    stop();
  });
});
