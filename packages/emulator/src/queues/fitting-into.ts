import type { StoredMessage } from '@snoozeq/queue-engine';
import { messageBytes } from '../messages/message-size.js';

/** Says for one message after the other whether the bytes of a response still hold it. The first always fits. */
export const fittingInto = (responseBytes: number): ((message: StoredMessage) => boolean) => {
  let bytes = 0;
  return (message) => {
    const isFirst = bytes === 0;
    bytes += messageBytes(message);
    return isFirst || bytes <= responseBytes;
  };
};
