import type { PutEntry } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import type { Limits } from '../limits/limits.js';
import type { LiveQueue } from '../queues/live-queue.js';
import { putMessageJson } from '../messages/message-json.js';
import { messageBytes } from '../messages/message-size.js';
import { OciError, invalidParameter } from '../http/oci-error.js';
import { inRange } from '../http/range-check.js';
import { channelId } from './channel-id.js';
import { queueParams, type QueueParams } from './schemas.js';

interface PutMessagesEntry {
  readonly content: string;
  readonly metadata?: {
    readonly channelId: string;
    readonly customProperties?: Readonly<Record<string, string>> | null;
  } | null;
}

const body = {
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

interface Route {
  Params: QueueParams;
  Body: { readonly messages: readonly PutMessagesEntry[] };
}

/** PutMessages: stores all messages or, when one breaks a rule, none (assumed). */
export const putMessages = (scope: FastifyInstance, { queues, limits }: EmulatorContext): void => {
  scope.post<Route>(
    '/queues/:queueId/messages',
    { schema: { params: queueParams, body }, config: { op: 'PutMessages' } },
    (request, reply) => {
      const queue = queues.live(request.params.queueId);
      const { messages } = request.body;
      inRange('The number of messages', messages.length, limits.batch);
      const entries = messages.map((message, index) => putEntry(message, index, limits));
      checkChannels(entries, queue, limits);
      const stored = queue.put(entries);
      request.call.messages = stored.length;
      return reply.send(`{"messages":[${stored.map(putMessageJson).join(',')}]}`);
    },
  );
};

const putEntry = ({ content, metadata }: PutMessagesEntry, index: number, limits: Limits): PutEntry => {
  const entry: PutEntry = {
    content,
    ...(metadata && {
      channel: channelId(`messages[${index}].metadata.channelId`, metadata.channelId, limits),
    }),
    ...(metadata?.customProperties && { properties: metadata.customProperties }),
  };
  const bytes = messageBytes(entry);
  const { max, source } = limits.messageBytes;
  if (bytes <= max) return entry;
  throw invalidParameter(
    `messages[${index}] has ${bytes} bytes with its properties, allowed are ${max} (${source}). Store the payload elsewhere and send a reference.`,
  );
};

/** What the service answers to one channel too many is not documented; a refusal of the whole put is assumed. */
const checkChannels = (entries: readonly PutEntry[], queue: LiveQueue, { channels }: Limits): void => {
  const wanted = entries.flatMap(({ channel }) => (channel === undefined ? [] : [channel]));
  if (wanted.length === 0) return;
  const count = new Set([...queue.channels(), ...wanted]).size;
  if (count <= channels.max) return;
  throw new OciError(
    400,
    'LimitExceeded',
    `The queue would have ${count} channels, allowed are ${channels.max} (${channels.source}). Empty a channel or use an existing one.`,
  );
};
