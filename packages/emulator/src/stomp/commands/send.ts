import { invalidParameter } from '../../http/oci-error.js';
import { PutCapacity } from '../../rest/put-capacity.js';
import { checkedEntry, putRules } from '../../rest/put-entry.js';
import { requirePutRate } from '../../rest/put-rate.js';
import { destinationOf } from '../destination.js';
import { onlyHeaders } from '../frames/header-fields.js';
import { propertiesOf, propertyHeaders } from '../properties.js';
import { invalidHeader } from '../stomp-error.js';
import type { Command } from './command.js';

/** Text that is no UTF-8 could not be read by REST, whose bodies are JSON. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Stores one message, under the rules of a put. */
export const send: Command = (frame, session) => {
  const { context } = session.service;
  const properties = propertyHeaders(frame, context.modes);
  onlyHeaders(frame, ['destination', 'content-type', ...properties]);
  const { queueId, channel } = destinationOf(frame);
  const address = context.queues.address(queueId);
  if (address.area === 'dead') {
    throw invalidParameter('A dead-letter queue takes no SEND. Send to the queue that it belongs to.');
  }
  if (properties.length > 0 && channel === undefined) {
    throw invalidHeader(
      'A message with custom properties needs a channel. Send it to <queueId>/<channelId>.',
    );
  }
  const entry = checkedEntry(
    {
      content: contentOf(frame.body),
      ...(channel !== undefined && { channel }),
      ...propertiesOf(frame, properties),
    },
    { message: 'The message', channel: 'The channel of the destination' },
    putRules(address.resource, context),
  );
  requirePutRate([entry], address, context);
  const refusal = new PutCapacity(address.resource, address.live.contents(), context).take(entry);
  if (refusal) throw refusal;
  address.live.put([entry]);
  session.record({ op: 'STOMP SEND', queueId, messages: 1 });
};

const contentOf = (body: Buffer): string => {
  try {
    return utf8.decode(body);
  } catch {
    throw invalidHeader('The body is not UTF-8. Encode binary content as text, such as base64.');
  }
};
