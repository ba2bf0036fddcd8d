import type { StoredMessage } from '@snoozeq/queue-engine';
import { sealedJson } from './sealed.js';

/** JSON keeps half a surrogate pair, which UTF-8 cannot. The sequence is in the key. */
export const messageRow = (key: Buffer, message: StoredMessage): Buffer =>
  sealedJson(key, { ...message, sequence: undefined });

/** The value comes without its seal. */
export const readMessageRow = (value: Buffer, sequence: number): StoredMessage => ({
  sequence,
  ...(JSON.parse(value.toString()) as Omit<StoredMessage, 'sequence'>),
});
