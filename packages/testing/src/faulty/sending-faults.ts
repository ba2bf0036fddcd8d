import type { Message, QueueTransport, SendStatus } from '@snoozeq/core';
import { withDeliveries, withSent, type Fault } from './fault.js';

const withMessages = (inner: QueueTransport, change: (message: Message) => Message): QueueTransport =>
  withDeliveries(inner, (delivery) => ({ ...delivery, message: change(delivery.message) }));

const rounded = (id: string): string => BigInt(Number(id)).toString();
const roundedStatus = (status: SendStatus): SendStatus =>
  status.kind === 'stored' ? { ...status, id: rounded(status.id) } : status;

/** What was sent comes back changed, or is named wrongly. */
export const sendingFaults: readonly Fault[] = [
  {
    name: 'content is read as Latin-1',
    caughtBy: ['content comes back unchanged, unicode and quotes included'],
    plant: () => (inner) =>
      withMessages(inner, (message) => ({
        ...message,
        content: Buffer.from(message.content).toString('latin1'),
      })),
  },
  {
    name: 'properties are dropped',
    caughtBy: ['properties come back unchanged'],
    plant: () => (inner) => withMessages(inner, (message) => ({ ...message, properties: {} })),
  },
  {
    name: 'the lane is dropped',
    caughtBy: [
      'a delivery tells the lane of its message',
      'an unfiltered receive answers from one lane at a time and reaches them all',
    ],
    plant: () => (inner) => withMessages(inner, ({ lane: _lane, ...message }) => message),
  },
  {
    name: 'a message without a lane is given one',
    caughtBy: ['a message sent without a lane has none, and no properties'],
    plant: () => (inner) => withMessages(inner, (message) => ({ lane: 'default', ...message })),
  },
  {
    name: 'send results are reversed',
    caughtBy: ['send results keep the order of the messages'],
    plant: () => (inner) => withSent(inner, (statuses) => statuses.toReversed()),
  },
  {
    name: 'ids are rounded through Number',
    caughtBy: ['ids are distinct decimal strings with every digit'],
    plant: () => (inner) =>
      withSent(
        withMessages(inner, (message) => ({ ...message, id: rounded(message.id) })),
        (statuses) => statuses.map(roundedStatus),
      ),
  },
  {
    name: 'times are told in whole seconds',
    caughtBy: ['creation and expiry are told in queue time'],
    plant: () => (inner) =>
      withMessages(inner, (message) => ({ ...message, expiresAtMs: message.expiresAtMs / 1_000 })),
  },
  {
    name: 'the expiry moves with every delivery',
    caughtBy: ['redelivery does not prolong the retention'],
    plant: () => (inner) =>
      withDeliveries(inner, (delivery) => ({
        ...delivery,
        message: {
          ...delivery.message,
          expiresAtMs: delivery.message.expiresAtMs + (delivery.deliveryCount - 1) * 20_000,
        },
      })),
  },
];
