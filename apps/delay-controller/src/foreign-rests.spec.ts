import { expect, test } from '@jest/globals';
import { aDelivery, aMessage } from '@snoozeq/testing';
import { ForeignRests } from './foreign-rests.js';

const restsOf = (counts: readonly number[], maxDeliveries: number): number[] => {
  const rests = new ForeignRests(5_000, maxDeliveries);
  return counts.map((deliveryCount) => rests.next(aDelivery({ deliveryCount }), 0));
};

test.each([
  [
    'the first time not at all, then twice as long each time',
    [1, 2, 3, 4, 5, 6, 7],
    0,
    [0, 5, 10, 20, 40, 60, 60],
  ],
  ['far from its delivery limit the same', [1, 2, 3], 20, [0, 5, 10]],
  ['long as soon as few deliveries are left', [1, 2, 3], 6, [0, 5, 60]],
  ['not at all the first time, however few are left', [6, 7], 7, [0, 60]],
])('a message rests %s', (_name, counts, maxDeliveries, seconds) =>
  expect(restsOf(counts, maxDeliveries)).toEqual(seconds.map((second) => second * 1_000)),
);

test('messages rest apart from each other, and only until their rest is over', () => {
  const rests = new ForeignRests(5_000, 0);
  const [one, other] = ['1', '2'].map((id) => aDelivery({ message: aMessage({ id }) }));
  if (!one || !other) throw new Error('no deliveries');
  expect([rests.next(one, 0), rests.next(other, 0), rests.next(one, 0)]).toEqual([0, 0, 5_000]);
  expect(rests.resting(4_999)).toEqual([one]);
  expect(rests.resting(5_000)).toEqual([]);
});
