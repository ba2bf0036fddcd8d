import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { aDelivery, aReceipt } from './a-delivery.js';
import { aMessage, BUILDER_NOW_MS } from './a-message.js';
import { aStamp } from './a-stamp.js';

describe('builders', () => {
  test('count from the instant at which a virtual clock starts', () => {
    expect(new VirtualClock().now()).toBe(BUILDER_NOW_MS);
  });

  test.each([
    ['aMessage', aMessage({ content: 'changed' }), { ...aMessage(), content: 'changed' }],
    [
      'aDelivery',
      aDelivery({ receipt: aReceipt('r2'), deliveryCount: 2 }),
      { ...aDelivery(), receipt: 'r2', deliveryCount: 2 },
    ],
    ['aStamp', aStamp({ key: 'changed' }), { ...aStamp(), key: 'changed' }],
  ])('%s changes only what it is told to', (_name, built, expected) => expect(built).toEqual(expected));

  test('the id of a message does not survive a trip through Number', () => {
    expect(String(Number(aMessage().id))).not.toBe(aMessage().id);
  });
});
