import type { PutEntry, StoredMessage } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { putBodyLimit } from '../http/body-limit.js';
import { OciError, invalidParameter } from '../http/oci-error.js';
import { inRange } from '../http/range-check.js';
import { putMessageJson } from '../messages/message-json.js';
import type { QueueAddress } from '../queues/queue-address.js';
import { entryErrorJson } from './batch-result.js';
import { PutCapacity } from './put-capacity.js';
import { requirePutRate } from './put-rate.js';
import { PUT_BODY, putEntry, putRules, requireRequestSize, type PutMessagesEntry } from './put-entry.js';
import { queueParams, type QueueParams } from './schemas.js';

interface Route {
  Params: QueueParams;
  Body: { readonly messages: readonly PutMessagesEntry[] };
}

/** A message, or why there was no room for it. */
type Judged = PutEntry | OciError;

/** PutMessages: a message that breaks a rule refuses the whole put; of those without room mode `putFailure` decides. */
export const putMessages = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.post<Route>(
    '/queues/:queueId/messages',
    {
      schema: { params: queueParams, body: PUT_BODY },
      config: { op: 'PutMessages' },
      bodyLimit: putBodyLimit(context),
    },
    (request, reply) => {
      const address = context.queues.address(request.params.queueId);
      if (address.area === 'dead') {
        throw invalidParameter('A dead-letter queue takes no puts. Put into the queue that it belongs to.');
      }
      const { messages } = request.body;
      inRange('The number of messages', messages.length, context.limits.batch);
      const rules = putRules(address.resource, context);
      const entries = messages.map((message, index) => putEntry(message, index, rules));
      requireRequestSize(entries, context);
      requirePutRate(entries, address, context);
      const judged = judge(entries, address, context);
      const stored = address.live.put(judged.flatMap((each) => (each instanceof OciError ? [] : [each])));
      request.call.messages = stored.length;
      return reply.send(`{"messages":[${results(judged, stored, context).join(',')}]}`);
    },
  );
};

/** @throws OciError the first refusal, when one is enough to refuse the put, or when nothing is left of it */
const judge = (
  entries: readonly PutEntry[],
  { live, resource }: QueueAddress,
  context: EmulatorContext,
): readonly Judged[] => {
  const capacity = new PutCapacity(resource, live.contents(), context);
  const judged = entries.map((entry): Judged => capacity.take(entry) ?? entry);
  const refusals = judged.filter((each) => each instanceof OciError);
  const [first] = refusals;
  if (first && (context.modes.putFailure === 'whole' || refusals.length === judged.length)) throw first;
  return judged;
};

/** In the order of the request. */
const results = (
  judged: readonly Judged[],
  stored: readonly StoredMessage[],
  { modes }: EmulatorContext,
): readonly string[] => {
  const messages = stored.values();
  return judged.map((each) => {
    if (each instanceof OciError) return entryErrorJson(each, modes);
    const { value } = messages.next();
    return value ? putMessageJson(value) : '';
  });
};
