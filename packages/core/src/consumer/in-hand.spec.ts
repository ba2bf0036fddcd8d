import { describe, expect, test } from '@jest/globals';
import type { Activity } from '../contracts/activity.js';
import { aDelivery, deliveries, receiptOf } from '../spec-support/deliveries.js';
import { CountedActivity } from './activity.js';
import { type HandState, InHand } from './in-hand.js';

const inHandOf = (places: number): InHand => new InHand(places, new CountedActivity('spec'));
/** The only delivery, in this state. */
const holding = (inHand: InHand, state: HandState): InHand => {
  inHand.receive(aDelivery());
  inHand.move(receiptOf('a'), state);
  return inHand;
};

describe('places', () => {
  test.each<[HandState, number]>([
    ['buffered', 29],
    ['running', 29],
    ['waiting', 30],
    ['settling', 30],
  ])('with one %s, %i of 30 are free', (state, free) =>
    expect(holding(inHandOf(30), state).freePlaces).toBe(free),
  );

  test('an open poll has taken its places before it answers', () => {
    const inHand = inHandOf(30);
    inHand.reserve(20);
    expect(inHand.freePlaces).toBe(10);
    for (const delivery of deliveries(3)) inHand.receive(delivery);
    inHand.unreserve(20);
    expect(inHand.freePlaces).toBe(27);
  });

  test('200 settlements on their way leave no place free', () => {
    const inHand = inHandOf(30);
    for (const delivery of deliveries(200)) inHand.receive(delivery);
    for (const { receipt } of deliveries(199)) inHand.move(receipt, 'settling');
    expect(inHand.freePlaces).toBe(29);
    inHand.move(receiptOf('m200'), 'settling');
    expect(inHand.freePlaces).toBe(0);
    inHand.remove(receiptOf('m1'));
    expect(inHand.freePlaces).toBe(30);
  });
});

describe('what is in hand', () => {
  test('is counted by state', () => {
    const inHand = inHandOf(30);
    for (const delivery of deliveries(4)) inHand.receive(delivery);
    inHand.move(receiptOf('m2'), 'waiting');
    inHand.move(receiptOf('m3'), 'running');
    inHand.move(receiptOf('m4'), 'settling');
    const counts = () =>
      (['buffered', 'waiting', 'running', 'settling'] as const).map((state) => inHand.count(state));
    expect(counts()).toEqual([1, 1, 1, 1]);
    expect(inHand.size).toBe(4);
    for (const { receipt } of deliveries(4)) inHand.remove(receipt);
    expect(counts()).toEqual([0, 0, 0, 0]);
    expect(inHand.size).toBe(0);
    expect(inHand.all()).toEqual([]);
  });

  test('begins buffered, with the lease it came with', () => {
    const inHand = inHandOf(30);
    const delivery = aDelivery();
    inHand.receive(delivery);
    expect(inHand.get(delivery.receipt)).toMatchObject({
      delivery,
      state: 'buffered',
      leaseUntilMs: delivery.leaseUntilMs,
      isLost: false,
      abort: { signal: { aborted: false } },
    });
  });

  test('moving or removing what is not in hand changes nothing', () => {
    const inHand = inHandOf(30);
    let changes = 0;
    inHand.onChange(() => (changes += 1));
    inHand.move(receiptOf('a'), 'running');
    inHand.remove(receiptOf('a'));
    expect([changes, inHand.size, inHand.freePlaces]).toEqual([0, 0, 30]);
  });
});

describe('listeners', () => {
  test('hear of every change, until they stop', () => {
    const inHand = inHandOf(30);
    const seen: number[] = [];
    const stop = inHand.onChange(() => seen.push(inHand.freePlaces));
    inHand.receive(aDelivery());
    inHand.move(receiptOf('a'), 'running');
    inHand.move(receiptOf('a'), 'settling');
    inHand.remove(receiptOf('a'));
    stop();
    inHand.receive(aDelivery('b'));
    expect(seen).toEqual([29, 29, 30, 30]);
  });

  test('one that stops while others are told does not silence them', () => {
    const inHand = inHandOf(30);
    const heard: string[] = [];
    const stop = inHand.onChange(() => {
      heard.push('first');
      stop();
    });
    inHand.onChange(() => heard.push('second'));
    inHand.receive(aDelivery());
    inHand.remove(receiptOf('a'));
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});

describe('activity', () => {
  /** Trusts its callers to end each piece of work once, as the contract says. */
  const strict = () => {
    let busy = 0;
    const activity: Activity = {
      name: 'strict',
      begin: () => {
        busy += 1;
        return () => (busy -= 1);
      },
      beginWaiting: () => () => undefined,
    };
    return { activity, busy: () => busy };
  };

  test.each<[readonly HandState[], readonly number[]]>([
    [[], [1, 0]],
    [
      ['running', 'settling'],
      [1, 1, 1, 0],
    ],
    [['waiting'], [1, 0, 0]],
    [
      ['waiting', 'settling'],
      [1, 0, 1, 0],
    ],
    [
      ['waiting', 'buffered', 'running', 'settling'],
      [1, 0, 1, 1, 1, 0],
    ],
    [
      ['waiting', 'buffered', 'waiting', 'settling'],
      [1, 0, 1, 0, 1, 0],
    ],
  ])('received, then %j: busy %j', (states, wanted) => {
    const { activity, busy } = strict();
    const inHand = new InHand(30, activity);
    inHand.receive(aDelivery());
    const seen = [busy()];
    for (const state of states) {
      inHand.move(receiptOf('a'), state);
      seen.push(busy());
    }
    inHand.remove(receiptOf('a'));
    expect([...seen, busy()]).toEqual(wanted);
  });

  test('the next poll may open before the last work ends, so that no clock skips in between', () => {
    const { activity, busy } = strict();
    const inHand = new InHand(30, activity);
    inHand.receive(aDelivery());
    const busyAtChange: number[] = [];
    inHand.onChange(() => busyAtChange.push(busy()));
    inHand.remove(receiptOf('a'));
    expect(busyAtChange).toEqual([1]);
    expect(busy()).toBe(0);
  });
});
