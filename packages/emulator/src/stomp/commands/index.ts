import { ack } from './ack.js';
import type { Command } from './command.js';
import { connect } from './connect.js';
import { disconnect } from './disconnect.js';
import { nack } from './nack.js';
import { send } from './send.js';
import { subscribe } from './subscribe.js';
import { transaction } from './transaction.js';
import { unsubscribe } from './unsubscribe.js';

/** By the first line of a frame. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['CONNECT', connect],
  ['STOMP', connect],
  ['SEND', send],
  ['SUBSCRIBE', subscribe],
  ['UNSUBSCRIBE', unsubscribe],
  ['ACK', ack],
  ['NACK', nack],
  ['BEGIN', transaction],
  ['COMMIT', transaction],
  ['ABORT', transaction],
  ['DISCONNECT', disconnect],
]);
