import { queryNumber } from '../../http/range-check.js';
import { channelId } from '../../rest/channel-id.js';
import { destinationOf } from '../destination.js';
import { onlyHeaders, required } from '../frames/header-fields.js';
import { invalidHeader } from '../stomp-error.js';
import { Subscription } from '../subscriptions/subscription.js';
import type { Command } from './command.js';

const MAX_SUBSCRIPTIONS = 256;

/** Begins to push the messages of a queue, or of one of its channels. */
export const subscribe: Command = (frame, session) => {
  onlyHeaders(frame, ['destination', 'id', 'ack', 'visibility']);
  const { context, reportFault } = session.service;
  const id = required(frame, 'id');
  if (session.subscriptions.has(id)) throw invalidHeader('The connection has a subscription with this id.');
  if (session.subscriptions.size >= MAX_SUBSCRIPTIONS)
    throw invalidHeader(`A connection has at most ${MAX_SUBSCRIPTIONS} subscriptions. Unsubscribe first.`);
  if (frame.headers.get('ack') !== 'client-individual') {
    throw invalidHeader('SUBSCRIBE takes ack:client-individual, the only way to settle messages.');
  }
  const destination = destinationOf(frame);
  const { live } = context.queues.address(destination.queueId);
  if (destination.channel !== undefined)
    channelId('The channel of the destination', destination.channel, context);
  // A message that is not hidden would be pushed again and again.
  const visibilitySeconds = queryNumber(
    'visibility',
    frame.headers.get('visibility'),
    context.limits.queueVisibility,
  );
  const traffic = context.traffic.of(live);
  traffic.beginGet();
  const subscription = new Subscription({ ...destination, id, visibilitySeconds }, session);
  session.subscriptions.set(id, subscription);
  subscription
    .run()
    .finally(() => traffic.endGet())
    .catch(reportFault);
};
