import type { Command } from './command.js';
import { settleDelivery } from './settle-delivery.js';

/** Deletes the message. */
export const ack: Command = (frame, session) =>
  settleDelivery(frame, session, ({ address, ref }) => address.live.delete([ref])[0]);
