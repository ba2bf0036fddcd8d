import type { Delivery, QueueTransport, Receipt, SettleStatus } from '@snoozeq/core';
import { altered, type Fault } from './fault.js';

const APPLIED: SettleStatus = { kind: 'applied' };
const LEASE_LOST: SettleStatus = { kind: 'lease-lost' };

/** `inner` whose settle statuses are changed on their way out. */
const withStatuses = (
  inner: QueueTransport,
  change: (statuses: readonly SettleStatus[]) => readonly SettleStatus[],
): QueueTransport =>
  altered(inner, {
    ack: async (receipts, options) => change(await inner.ack(receipts, options)),
    hide: async (hidings, options) => change(await inner.hide(hidings, options)),
  });

/** Any receipt of a message settles its newest delivery, whoever received it. */
const followingRedeliveries = (): ((inner: QueueTransport) => QueueTransport) => {
  const idOf = new Map<Receipt, string>();
  const newest = new Map<string, Receipt>();
  const remember = ({ message, receipt }: Delivery): void => {
    idOf.set(receipt, message.id);
    newest.set(message.id, receipt);
  };
  const follow = (receipt: Receipt): Receipt => newest.get(idOf.get(receipt) ?? '') ?? receipt;
  return (inner) =>
    altered(inner, {
      receive: async (request, options) => {
        const deliveries = await inner.receive(request, options);
        deliveries.forEach(remember);
        return deliveries;
      },
      ack: (receipts, options) => inner.ack(receipts.map(follow), options),
      hide: (hidings, options) =>
        inner.hide(
          hidings.map(({ receipt, forMs }) => ({ receipt: follow(receipt), forMs })),
          options,
        ),
    });
};

/** Settlements that are not carried out, or reported wrongly. */
export const settlingFaults: readonly Fault[] = [
  {
    name: 'ack does nothing',
    caughtBy: ['an acknowledged message never comes back'],
    plant: () => (inner) => altered(inner, { ack: async (receipts) => receipts.map(() => APPLIED) }),
  },
  {
    name: 'failures of single entries are swallowed',
    caughtBy: [
      'acknowledging twice tells lease-lost the second time',
      'ack tells every entry apart, in order',
      'hide tells every entry apart, in order',
    ],
    plant: () => (inner) => withStatuses(inner, (statuses) => statuses.map(() => APPLIED)),
  },
  {
    name: 'settle statuses are reversed',
    caughtBy: ['hide tells every entry apart, in order'],
    plant: () => (inner) => withStatuses(inner, (statuses) => statuses.toReversed()),
  },
  {
    name: 'one lost lease fails the whole batch',
    caughtBy: ['ack tells every entry apart, in order', 'hide tells every entry apart, in order'],
    plant: () => (inner) =>
      withStatuses(inner, (statuses) =>
        statuses.some(({ kind }) => kind === 'lease-lost') ? statuses.map(() => LEASE_LOST) : statuses,
      ),
  },
  {
    name: 'a receipt stays good after a redelivery',
    caughtBy: [
      'a receipt from before a redelivery cannot acknowledge',
      'a receipt from before a redelivery cannot hide',
    ],
    plant: followingRedeliveries,
  },
  {
    name: 'ack tells lease-lost although it deleted',
    caughtBy: ['the last allowed delivery can still be acknowledged', 'the receipt stays good after a hide'],
    plant: () => (inner) =>
      altered(inner, {
        ack: async (receipts, options) => (await inner.ack(receipts, options)).map(() => LEASE_LOST),
      }),
  },
];
