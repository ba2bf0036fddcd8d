import type { PutEntry } from '@snoozeq/queue-engine';
import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter, payloadTooLarge } from '../http/oci-error.js';
import type { Limit } from '../limits/limits.js';
import { countedBytes } from '../messages/message-size.js';
import type { QueueResource } from '../queues/queue-resource.js';
import { channelId } from './channel-id.js';

/** One message of a put, as it is sent. Null means: left out. */
export interface PutMessagesEntry {
  readonly content: string;
  readonly metadata?: {
    readonly channelId: string;
    readonly customProperties?: Readonly<Record<string, string>> | null;
  } | null;
}

export const PUT_BODY = {
  type: 'object',
  required: ['messages'],
  properties: {
    messages: {
      type: 'array',
      items: {
        type: 'object',
        required: ['content'],
        properties: {
          content: { type: 'string' },
          metadata: {
            type: ['object', 'null'],
            required: ['channelId'],
            properties: {
              channelId: { type: 'string' },
              customProperties: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
            },
          },
        },
      },
    },
  },
} as const;

export interface PutRules extends Pick<EmulatorContext, 'limits' | 'modes'> {
  /** The limit of a message in this queue. */
  readonly messageBytes: Limit;
}

/** What holds for a queue with these capabilities. */
export const putRules = (
  { capabilities }: Pick<QueueResource, 'capabilities'>,
  { limits, modes }: Pick<EmulatorContext, 'limits' | 'modes'>,
): PutRules => {
  const isLarge = capabilities.includes('LARGE_MESSAGES');
  return { limits, modes, messageBytes: isLarge ? limits.largeMessageBytes : limits.messageBytes };
};

/** The message as the engine takes it. @throws OciError 400 that names the message, what is wrong and the remedy */
export const putEntry = (
  { content, metadata }: PutMessagesEntry,
  index: number,
  rules: PutRules,
): PutEntry => {
  const entry: PutEntry = {
    content,
    ...(metadata && { channel: metadata.channelId }),
    ...(metadata?.customProperties && { properties: metadata.customProperties }),
  };
  const message = `messages[${index}]`;
  return checkedEntry(entry, { message, channel: `${message}.metadata.channelId` }, rules);
};

/** @param names what to call the message and its channel. @throws OciError 400 as `putEntry` */
export const checkedEntry = (
  entry: PutEntry,
  names: { readonly message: string; readonly channel: string },
  rules: PutRules,
): PutEntry => {
  if (entry.channel !== undefined) channelId(names.channel, entry.channel, rules);
  const bytes = countedBytes(entry, rules.modes);
  const { max, source } = rules.messageBytes;
  if (bytes <= max) return entry;
  throw invalidParameter(
    `${names.message} has ${bytes} bytes with its properties, allowed are ${max} (${source}). Store the payload elsewhere and send a reference.`,
  );
};

/** @throws OciError 413 with mode `requestSize: 'messages'`, where the bound of the body is wider */
export const requireRequestSize = (
  entries: readonly PutEntry[],
  { limits, modes }: Pick<EmulatorContext, 'limits' | 'modes'>,
): void => {
  if (modes.requestSize === 'body') return;
  const bytes = entries.reduce((sum, entry) => sum + countedBytes(entry, modes), 0);
  if (bytes > limits.requestBytes.max)
    throw payloadTooLarge('The messages together are', limits.requestBytes);
};
