import { QueueError, type Delivery, type Receipt, type ReceiveRequest } from '@snoozeq/core';
import type { IMessage } from '@stomp/stompjs';

const SECOND_MS = 1_000;

export const destinationOf = (queueId: string, lane: string | undefined): string =>
  lane === undefined ? queueId : `${queueId}/${lane}`;

/** Rounded up: a lease must not be shorter than was asked for. */
export const visibilitySeconds = ({ leaseMs }: Pick<ReceiveRequest, 'leaseMs'>): number =>
  Math.ceil(leaseMs / SECOND_MS);

/** Properties do not travel; what the service adds to the headers beyond the documented ones is not read. */
export const toDelivery = ({ headers, body }: IMessage, request: ReceiveRequest): Delivery => {
  const leaseUntilMs = numberIn(headers, 'visible-after');
  const expiresAtMs = numberIn(headers, 'expire-after');
  const lane = request.lane ?? laneIn(headers['destination'] ?? '');
  return {
    message: {
      id: headers['oci-message-id'] ?? headers['message-id'] ?? '',
      content: body,
      properties: {},
      ...(lane !== undefined && { lane }),
      expiresAtMs,
    },
    receipt: textIn(headers, 'ack') as Receipt,
    deliveryCount: numberIn(headers, 'delivery-count'),
    leaseUntilMs,
    ...(leaseUntilMs < expiresAtMs && { servedAtMs: leaseUntilMs - visibilitySeconds(request) * SECOND_MS }),
  };
};

const laneIn = (destination: string): string | undefined => {
  const slash = destination.indexOf('/');
  return slash < 0 ? undefined : destination.slice(slash + 1);
};

type Headers = IMessage['headers'];

const textIn = (headers: Headers, name: string): string => {
  const text = headers[name];
  if (text) return text;
  throw new QueueError('unavailable', `the MESSAGE has no header ${name}. Check what answers at the host.`);
};

const numberIn = (headers: Headers, name: string): number => {
  const value = Number(textIn(headers, name));
  if (Number.isFinite(value)) return value;
  throw new QueueError('unavailable', `the header ${name} of the MESSAGE is no number.`);
};
