import type { Receipt } from '@snoozeq/core';
import { altered, withDeliveries, withRequests, type Fault } from './fault.js';

/** Deliveries that are counted, leased or described wrongly. */
export const deliveringFaults: readonly Fault[] = [
  {
    name: 'the delivery count starts at 0',
    caughtBy: ['the first delivery counts 1 and each further one adds 1'],
    plant: () => (inner) =>
      withDeliveries(inner, (delivery) => ({ ...delivery, deliveryCount: delivery.deliveryCount - 1 })),
  },
  {
    name: 'a peek is not counted',
    caughtBy: ['a peek counts as a delivery and leaves the message visible'],
    plant: () => (inner) => {
      const peeks = new Map<string, number>();
      return withDeliveries(inner, (delivery, { leaseMs }) => {
        const { id } = delivery.message;
        const earlier = peeks.get(id) ?? 0;
        if (leaseMs === 0) peeks.set(id, earlier + 1);
        return { ...delivery, deliveryCount: delivery.deliveryCount - earlier };
      });
    },
  },
  {
    name: 'a peek leases for a second',
    caughtBy: ['a peek counts as a delivery and leaves the message visible'],
    plant: () => (inner) =>
      withRequests(inner, (request) => ({ ...request, leaseMs: Math.max(1_000, request.leaseMs) })),
  },
  {
    name: 'nothing is ever leased',
    caughtBy: ['a leased message is not delivered to another client'],
    plant: () => (inner) => withRequests(inner, (request) => ({ ...request, leaseMs: 0 })),
  },
  {
    name: 'leases lapse half a second early',
    caughtBy: ['a lapsed lease brings the message back, and not a millisecond early'],
    plant: (clock) => (inner) =>
      altered(inner, {
        receive: async (request, options) => {
          const deliveries = await inner.receive(request, options);
          for (const { receipt, leaseUntilMs } of deliveries) {
            clock.schedule(leaseUntilMs - 500, () => void inner.hide([{ receipt, forMs: 0 }]));
          }
          return deliveries;
        },
      }),
  },
  {
    name: 'the receipt is the id of the message',
    caughtBy: ['every delivery has a receipt of its own'],
    plant: () => (inner) =>
      withDeliveries(inner, (delivery) => ({ ...delivery, receipt: delivery.message.id as Receipt })),
  },
  {
    name: 'the end of the lease is told on a clock that is fast',
    caughtBy: ['a delivery tells when its lease ends and when it was served'],
    plant: () => (inner) =>
      withDeliveries(inner, (delivery) => ({ ...delivery, leaseUntilMs: delivery.leaseUntilMs + 3_000 })),
  },
  {
    name: 'servedAtMs is guessed from the end of the lease',
    caughtBy: ['servedAtMs is never ahead of the queue, even when the lease outlives the message'],
    plant: () => (inner) =>
      withDeliveries(inner, (delivery) => ({ ...delivery, servedAtMs: delivery.leaseUntilMs - 1_000 })),
  },
  {
    name: 'the limit is ignored',
    caughtBy: ['a receive returns no more than its limit'],
    plant: () => (inner) =>
      withRequests(inner, (request) => ({ ...request, limit: Math.max(request.limit, 20) })),
  },
  {
    name: 'a wrong limit is put right in silence',
    caughtBy: ['a receive limit outside 1 to maxBatch is refused'],
    plant: () => (inner) =>
      withRequests(inner, (request) => ({ ...request, limit: Math.min(Math.max(request.limit, 1), 20) })),
  },
];
