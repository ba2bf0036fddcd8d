import type { OutgoingMessage, QueueTransport } from '@snoozeq/core';
import { altered, type Fault } from './fault.js';

const inParts = async <TEntry, TResult>(
  entries: readonly TEntry[],
  size: number,
  call: (part: readonly TEntry[]) => Promise<readonly TResult[]>,
): Promise<readonly TResult[]> => {
  const results: TResult[] = [];
  for (let start = 0; start < entries.length; start += size) {
    results.push(...(await call(entries.slice(start, start + size))));
  }
  return results;
};

/** `inner` that cuts the content of matching messages until it fits. */
const cutting = (inner: QueueTransport, matches: (message: OutgoingMessage) => boolean): QueueTransport =>
  altered(inner, {
    send: (messages, options) =>
      inner.send(
        messages.map((message) =>
          matches(message) ? { ...message, content: message.content.slice(0, 1_000) } : message,
        ),
        options,
      ),
  });

/** Limits that are not kept, or kept differently. */
export const limitFaults: readonly Fault[] = [
  {
    name: 'a large send leaves in several calls',
    caughtBy: [
      'a send of too many messages is refused and stores nothing',
      'a send of too many bytes is refused and stores nothing',
    ],
    plant: () => (inner) =>
      altered(inner, {
        send: (messages, options) => inParts(messages, 1, (part) => inner.send(part, options)),
      }),
  },
  {
    name: 'what is over the limit is refused after the rest was stored',
    caughtBy: ['a send of too many messages is refused and stores nothing'],
    plant: () => (inner) =>
      altered(inner, {
        send: async (messages, options) => {
          const { maxBatch } = inner.capabilities;
          if (messages.length > maxBatch) await inner.send(messages.slice(0, maxBatch), options);
          return inner.send(messages, options);
        },
      }),
  },
  {
    name: 'content that is too long is cut',
    caughtBy: ['a message of too many bytes is refused and not stored'],
    plant: () => (inner) =>
      cutting(inner, ({ content }) => Buffer.byteLength(content) > inner.capabilities.maxMessageBytes),
  },
  {
    name: 'characters are counted as bytes',
    caughtBy: ['bytes are counted, not characters'],
    plant: () => (inner) =>
      cutting(inner, ({ content }) => {
        const { maxMessageBytes } = inner.capabilities;
        return content.length <= maxMessageBytes && Buffer.byteLength(content) > maxMessageBytes;
      }),
  },
  {
    name: 'a large settlement leaves in several calls',
    caughtBy: ['an ack or hide of too many receipts is refused and changes nothing'],
    plant: () => (inner) =>
      altered(inner, {
        ack: (receipts, options) => inParts(receipts, 20, (part) => inner.ack(part, options)),
        hide: (hidings, options) => inParts(hidings, 20, (part) => inner.hide(part, options)),
      }),
  },
];
