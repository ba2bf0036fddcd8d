import type { MessageCopy } from '@snoozeq/queue-engine';
import { isoTime, messageId } from '../messages/message-json.js';

export const STATES = ['visible', 'hidden', 'dead'] as const;
export type MessageState = (typeof STATES)[number];

/** A dead letter is dead whether it is visible in its queue or not. */
export const stateOf = ({ area, place }: MessageCopy): MessageState => {
  if (area === 'dead') return 'dead';
  return place === 'visible' ? 'visible' : 'hidden';
};

/**
 * One copy as it is shown. The id is a text: no number of JavaScript holds it. `visibleAfter`: when a hidden one returns; else since
 * when it is visible. The content is left out unless `contentMax` characters of it are asked for.
 */
export const messageDocument = (copy: MessageCopy, contentMax = 0) => {
  const { message, group, deliveryCount, visibleAtMs, place } = copy;
  const { content } = message;
  return {
    id: messageId(message.sequence),
    state: stateOf(copy),
    ...(copy.area === 'dead' && { isHidden: place === 'in-flight' }),
    group,
    ...(message.channel !== undefined && { channelId: message.channel }),
    ...(message.properties && { customProperties: message.properties }),
    deliveryCount,
    visibleAfter: isoTime(visibleAtMs),
    createdAt: isoTime(message.createdAtMs),
    expireAfter: isoTime(message.expiresAtMs),
    sizeInBytes: Buffer.byteLength(content),
    ...(contentMax > 0 && { content: content.slice(0, contentMax) }),
    ...(contentMax > 0 && content.length > contentMax && { isContentCut: true }),
  };
};
