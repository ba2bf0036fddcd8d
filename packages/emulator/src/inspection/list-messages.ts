import type { MessageCopy } from '@snoozeq/queue-engine';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter } from '../http/oci-error.js';
import type { LiveQueue } from '../queues/live-queue.js';
import { queueParams, textQuery, type QueueParams } from '../rest/schemas.js';
import { findQueue } from './find-queue.js';
import { isAskedFor, lookedAtGroup, oneOf, pageSize } from './look-query.js';
import { messageDocument, stateOf, STATES, type MessageState } from './message-document.js';
import { scanMessages } from './scan-messages.js';

interface Query {
  readonly state?: string;
  readonly channel?: string;
  readonly group?: string;
  readonly key?: string;
  readonly limit?: string;
  readonly page?: string;
  readonly content?: string;
}

interface Wanted {
  readonly state?: MessageState | undefined;
  readonly channel?: string | undefined;
  readonly key?: string | undefined;
  readonly limit: number;
  /** Of the last message of the page before. */
  readonly after: number;
  readonly contentMax: number;
}

/** Enough to recognise a message; one alone is shown in full. */
const CONTENT_CHARACTERS = 1_024;

const querystring = textQuery('state', 'channel', 'group', 'key', 'limit', 'page', 'content');

/** Messages of one group (default: the primary one) in the order of their puts. `next` is the `page` of the call for more. */
export const listMessages = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<{ Params: QueueParams; Querystring: Query }>(
    '/queues/:queueId/messages',
    { schema: { params: queueParams, querystring }, config: { op: 'InspectMessages' } },
    async (request, reply) => {
      const { id } = findQueue(queues, request.params.queueId);
      const { live, group } = queues.address(id, lookedAtGroup(request.query.group));
      const wanted = readQuery(request.query);
      const copies = await firstMatches(live, { ...wanted, group }, reply);
      const items = copies.slice(0, wanted.limit);
      const isMore = copies.length > items.length;
      return reply.send(
        JSON.stringify({
          items: items.map((copy) => messageDocument(copy, wanted.contentMax)),
          ...(isMore && { next: String(items.at(-1)?.message.sequence) }),
        }),
      );
    },
  );
};

const readQuery = ({ state, channel, key, limit, page = '', content }: Query): Wanted => {
  if (!/^\d{0,15}$/.test(page))
    throw invalidParameter('page is not a token of a list. Send `next` unchanged.');
  return {
    state: oneOf('state', state, STATES),
    channel,
    key,
    limit: pageSize(limit),
    after: Number(page),
    contentMax: isAskedFor('content', content) ? CONTENT_CHARACTERS : 0,
  };
};

/** One more than the limit, if there are as many, so that it is known whether a page follows. */
const firstMatches = async (
  live: LiveQueue,
  { group, after, limit, ...wanted }: Wanted & { readonly group: string },
  { raw }: FastifyReply,
): Promise<readonly MessageCopy[]> => {
  const found: MessageCopy[] = [];
  for await (const slice of scanMessages(live, { group, after })) {
    for (const copy of slice) {
      if (matches(copy, wanted)) found.push(copy);
      if (found.length > limit) return found;
    }
    // Nobody waits for the rest.
    if (raw.destroyed) return found;
  }
  return found;
};

const matches = (
  copy: MessageCopy,
  { state, channel, key }: Pick<Wanted, 'state' | 'channel' | 'key'>,
): boolean =>
  (state === undefined || stateOf(copy) === state) &&
  (channel === undefined || copy.message.channel === channel) &&
  (key === undefined || copy.message.properties?.['snoozeq-key'] === key);
