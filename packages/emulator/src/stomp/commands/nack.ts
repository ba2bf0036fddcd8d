import type { Command } from './command.js';
import { settleDelivery } from './settle-delivery.js';

/** Makes the message visible at once. */
export const nack: Command = (frame, session) =>
  settleDelivery(frame, session, ({ address, ref }) => address.live.update([{ ref, visibilityMs: 0 }])[0]);
