import type { DeliveredMessage } from '@snoozeq/queue-engine';
import { messageId } from '../messages/message-json.js';
import type { Modes } from '../limits/modes.js';
import { destinationText } from './destination.js';
import type { ServerFrame, StompVersion } from './frames/frame.js';
import { headersOfProperties } from './properties.js';

export interface Pushed {
  readonly delivered: DeliveredMessage;
  readonly receipt: string;
  readonly queueId: string;
  readonly subscription: string;
}

/** Since 1.2 the receipt is in `ack`, before that it is the message id: there an internal id would be of no use. */
export const messageFrame = (
  { delivered, receipt, queueId, subscription }: Pushed,
  version: StompVersion,
  modes: Pick<Modes, 'stompProperties'>,
): ServerFrame => {
  const { message, deliveryCount, visibleAfterMs } = delivered;
  const id = messageId(message.sequence);
  return {
    command: 'MESSAGE',
    headers: {
      subscription,
      'message-id': version === '1.2' ? id : receipt,
      destination: destinationText(queueId, message.channel),
      ...(version === '1.2' && { ack: receipt }),
      'oci-message-id': id,
      'delivery-count': String(deliveryCount),
      'visible-after': String(visibleAfterMs),
      'expire-after': String(message.expiresAtMs),
      ...headersOfProperties(message.properties, modes),
    },
    body: message.content,
  };
};
