import type { ConsumerParts, Hiding, QueueTransport, SendStatus, SettleStatus } from '@snoozeq/core';
import { altered, type Mutant } from './mutant.js';

const over =
  (change: (transport: QueueTransport, parts: ConsumerParts) => Partial<QueueTransport>) =>
  (parts: ConsumerParts): ConsumerParts => ({
    ...parts,
    transport: altered(parts.transport, change(parts.transport, parts)),
  });

/** Says of the entries that were left out that all went well. */
const pretending = async <TEntry>(
  entries: readonly TEntry[],
  isSent: (entry: TEntry, index: number) => boolean,
  call: (entries: readonly TEntry[]) => Promise<readonly SettleStatus[]>,
): Promise<readonly SettleStatus[]> => {
  const sent = entries.filter(isSent);
  const statuses = [...(sent.length > 0 ? await call(sent) : [])];
  return entries.map((entry, index) => (isSent(entry, index) ? statuses.shift()! : { kind: 'applied' }));
};

const wholeSecondsUp = (hidings: readonly Hiding[]): readonly Hiding[] =>
  hidings.map(({ receipt, forMs }) => ({ receipt, forMs: Math.ceil(forMs / 1_000) * 1_000 }));

export const transportMutants: readonly Mutant[] = [
  {
    name: 'a hold that overflows',
    breaks: ['limit'],
    options: {
      parts: over(({ capabilities }) => ({ capabilities: { ...capabilities, maxHideMs: 86_400_000 } })),
    },
  },
  {
    name: 'a hold that rounds up',
    breaks: ['hold'],
    options: { parts: over((transport) => ({ hide: (hidings) => transport.hide(wholeSecondsUp(hidings)) })) },
  },
  {
    name: 'a renewal that overwrites a hold',
    breaks: ['hold'],
    options: {
      parts: over((transport, { processClock, profile }) => ({
        hide: (hidings) => {
          const late = hidings.map(({ receipt }) => ({ receipt, forMs: profile.leaseMs }));
          processClock.schedule(
            processClock.now() + 5_000,
            () => void transport.hide(late).catch(() => undefined),
          );
          return transport.hide(hidings);
        },
      })),
    },
  },
  {
    name: 'leases that are never renewed',
    breaks: ['duplicate'],
    options: {
      parts: over((transport, { profile }) => ({
        hide: (hidings) =>
          pretending(
            hidings,
            ({ forMs }) => forMs !== profile.leaseMs,
            (some) => transport.hide(some),
          ),
      })),
    },
  },
  {
    name: 'failures of entries taken for success: deletes',
    breaks: ['duplicate'],
    options: {
      parts: over((transport) => ({
        ack: async (receipts) =>
          (await transport.ack(receipts)).map((status) =>
            status.kind === 'failed' ? { kind: 'applied' } : status,
          ),
      })),
    },
  },
  {
    name: 'failures of entries taken for success: successors',
    breaks: ['lost'],
    options: {
      settings: { retentionMs: 86_400_000, maxDeliveries: 3 },
      parts: over((transport) => ({
        send: async (messages) =>
          (await transport.send(messages)).map((status): SendStatus =>
            status.kind === 'failed' ? { kind: 'stored', id: '0' } : status,
          ),
      })),
    },
  },
  {
    name: 'a batch of deletes that leaves out its last entry',
    breaks: ['duplicate'],
    options: {
      parts: over((transport) => ({
        ack: (receipts) =>
          pretending(
            receipts,
            (_, index) => index < receipts.length - 1,
            (some) => transport.ack(some),
          ),
      })),
    },
  },
  {
    name: 'the end of a lease taken for the time of the service',
    breaks: ['early'],
    options: {
      parts: over((transport) => ({
        receive: async (request, options) =>
          (await transport.receive(request, options)).map((delivery) => ({
            ...delivery,
            servedAtMs: delivery.leaseUntilMs,
          })),
      })),
    },
  },
];
