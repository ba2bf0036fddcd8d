import type { PutEntry } from '@snoozeq/queue-engine';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findQueue } from '../inspection/find-queue.js';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OciError } from '../http/oci-error.js';
import { PutCapacity } from '../rest/put-capacity.js';
import { checkedEntry, putRules, type PutRules } from '../rest/put-entry.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { faultFinder } from './fault-of.js';
import { bodyLines, lineError, type Line } from './ndjson.js';
import { withStreamedBodies } from './streamed-body.js';

interface MessageLine {
  readonly content: string;
  readonly channelId?: string | null;
  readonly customProperties?: Readonly<Record<string, string>> | null;
}

const ignored = {};

/** What an export tells besides may stay in its lines: an import makes new messages. */
const LINE_SCHEMA = {
  type: 'object',
  required: ['content'],
  additionalProperties: false,
  properties: {
    content: { type: 'string' },
    channelId: { type: ['string', 'null'] },
    customProperties: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
    id: ignored,
    state: ignored,
    isHidden: ignored,
    group: ignored,
    deliveryCount: ignored,
    visibleAfter: ignored,
    createdAt: ignored,
    expireAfter: ignored,
    sizeInBytes: ignored,
  },
} as const;

interface Numbered {
  readonly number: number;
  readonly entry: PutEntry;
}

/** Puts a message for each line, as one put without a limit of its size: all of them, or none when one breaks a rule. */
export const importMessages = (parent: FastifyInstance, context: EmulatorContext): void => {
  const { queues } = context;
  withStreamedBodies(parent, (scope) => {
    scope.post<{ Params: QueueParams }>(
      '/queues/:queueId/import',
      { schema: { params: queueParams }, config: { op: 'Import' } },
      async (request, reply) => {
        const address = () => queues.address(findQueue(queues, request.params.queueId).id);
        const messages = await readMessages(request, putRules(address().resource, context));
        // Asked again: much may have happened while the body came in.
        const { live, resource } = address();
        const capacity = new PutCapacity(resource, live.contents(), context);
        for (const { number, entry } of messages) requireRoom(number, capacity.take(entry));
        live.put(messages.map(({ entry }) => entry));
        return reply.send(JSON.stringify({ messages: messages.length }));
      },
    );
  });
};

const readMessages = async (request: FastifyRequest, rules: PutRules): Promise<readonly Numbered[]> => {
  const faultOf = faultFinder(request);
  const messages: Numbered[] = [];
  for await (const line of bodyLines(request)) {
    const fault = faultOf(line.value, LINE_SCHEMA);
    if (fault !== undefined) throw lineError(line.number, `is no message: ${fault}`, 'Correct the line.');
    messages.push({ number: line.number, entry: entryOf(line, rules) });
  }
  return messages;
};

const entryOf = ({ number, value }: Line, rules: PutRules): PutEntry => {
  const { content, channelId, customProperties } = value as MessageLine;
  const entry: PutEntry = {
    content,
    ...(channelId != null && { channel: channelId }),
    ...(customProperties && { properties: customProperties }),
  };
  return checkedEntry(entry, { message: `Line ${number}`, channel: `channelId of line ${number}` }, rules);
};

const requireRoom = (number: number, refusal: OciError | undefined): void => {
  if (refusal) throw new OciError(refusal.status, refusal.code, `Line ${number}: ${refusal.message}`);
};
