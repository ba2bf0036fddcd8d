import { onlyHeaders, required } from '../frames/header-fields.js';
import { invalidHeader } from '../stomp-error.js';
import type { Command } from './command.js';

/** Ends a subscription. What it pushed can still be settled. */
export const unsubscribe: Command = (frame, { subscriptions }) => {
  // 1.0 may name the destination instead; the service asks for the id.
  onlyHeaders(frame, ['id', 'destination']);
  const id = required(frame, 'id');
  const subscription = subscriptions.get(id);
  if (!subscription) throw invalidHeader('The connection has no subscription with this id.');
  subscription.end();
  subscriptions.delete(id);
};
