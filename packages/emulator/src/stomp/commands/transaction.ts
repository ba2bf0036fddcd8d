import { unsupported } from '../stomp-error.js';
import type { Command } from './command.js';

/** BEGIN, COMMIT and ABORT. */
export const transaction: Command = ({ command }) => {
  throw unsupported(`OCI Queue has no transactions, so no ${command}. Send each message on its own.`);
};
