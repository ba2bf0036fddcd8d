import { QueueError, type Delivery, type QueueTransport } from '@snoozeq/core';
import { altered, type Fault } from './fault.js';

/** Messages that outlive their end, or do not reach it. */
export const lifetimeFaults: readonly Fault[] = [
  {
    name: 'what was delivered once is delivered for ever',
    caughtBy: [
      'a message is delivered until its retention ends, and not after',
      'redelivery does not prolong the retention',
      'a hide past the expiry answers, and brings nothing back after the expiry',
      'a message is given up after its last allowed delivery',
    ],
    plant: (clock) => {
      const remembered = new Map<string, Delivery>();
      const revive = (): readonly Delivery[] =>
        [...remembered.values()]
          .filter(({ leaseUntilMs }) => leaseUntilMs <= clock.now())
          .map((delivery) => ({ ...delivery, deliveryCount: delivery.deliveryCount + 1 }));
      return (inner) =>
        altered(inner, {
          receive: async (request, options) => {
            const deliveries = await inner.receive(request, options);
            for (const delivery of deliveries) remembered.set(delivery.message.id, delivery);
            return deliveries.length > 0 ? deliveries : revive();
          },
        });
    },
  },
  {
    name: 'a hide past the expiry is an error',
    caughtBy: ['a hide past the expiry answers, and brings nothing back after the expiry'],
    plant: (clock) => {
      const expiryOf = new Map<string, number>();
      return (inner) => refusingHides(inner, expiryOf, () => clock.now());
    },
  },
  {
    name: 'messages are given up after 20 deliveries',
    caughtBy: ['without a delivery limit a message is delivered again and again'],
    plant: () => (inner) =>
      altered(inner, {
        receive: async (request, options) =>
          (await inner.receive(request, options)).filter(({ deliveryCount }) => deliveryCount <= 20),
      }),
  },
];

const refusingHides = (
  inner: QueueTransport,
  expiryOf: Map<string, number>,
  now: () => number,
): QueueTransport =>
  altered(inner, {
    receive: async (request, options) => {
      const deliveries = await inner.receive(request, options);
      for (const { receipt, message } of deliveries) expiryOf.set(receipt, message.expiresAtMs);
      return deliveries;
    },
    hide: async (hidings, options) => {
      if (hidings.some(({ receipt, forMs }) => now() + forMs > (expiryOf.get(receipt) ?? Infinity))) {
        throw new QueueError('malformed', 'the hide ends after the message');
      }
      return inner.hide(hidings, options);
    },
  });
