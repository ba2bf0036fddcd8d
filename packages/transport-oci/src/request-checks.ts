import {
  QueueError,
  type Capabilities,
  type Hiding,
  type OutgoingMessage,
  type ReceiveRequest,
} from '@snoozeq/core';

const SAFE_LANE = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Checks before anything is sent. Each throws a `QueueError`, `malformed` or `too-large`, that names the value and the limit;
 * positions in a batch count from 0.
 */
export const checkSend = (messages: readonly OutgoingMessage[], limits: Capabilities): void => {
  checkCount('messages of one send', messages.length, limits);
  messages.forEach((message, index) => checkMessage(message, index, limits));
  const bytes = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (bytes > limits.maxBatchBytes) {
    throw tooLarge(
      `${messages.length} messages have ${bytes} bytes`,
      limits.maxBatchBytes,
      'Send fewer at a time.',
    );
  }
};

export const checkReceive = (
  { limit, waitMs, leaseMs, lane }: ReceiveRequest,
  limits: Capabilities,
): void => {
  if (!Number.isInteger(limit)) throw malformed(`limit is ${limit}, which is not a whole number.`);
  checkRange('limit', limit, [1, limits.maxBatch]);
  checkRange('waitMs', waitMs, [0, limits.maxWaitMs]);
  checkRange('leaseMs', leaseMs, [0, limits.maxHideMs]);
  checkLane(lane);
};

export const checkHides = (hidings: readonly Hiding[], limits: Capabilities): void => {
  checkCount('hidings of one hide', hidings.length, limits);
  hidings.forEach(({ forMs }) => checkRange('forMs', forMs, [0, limits.maxHideMs]));
};

export const checkCount = (what: string, count: number, { maxBatch }: Capabilities): void => {
  if (count > maxBatch)
    throw malformed(`${count} ${what}, but OCI takes at most ${maxBatch}. Split the call.`);
};

const checkMessage = (message: OutgoingMessage, index: number, limits: Capabilities): void => {
  const { lane, properties } = message;
  checkLane(lane);
  if (lane === undefined && Object.keys(properties ?? {}).length > 0) {
    throw malformed(
      `message ${index} has properties and no lane, but OCI wants a channel whenever properties are sent. Name a lane, such as ready.`,
    );
  }
  const bytes = sizeOf(message);
  if (bytes > limits.maxMessageBytes) {
    throw tooLarge(
      `message ${index} has ${bytes} bytes`,
      limits.maxMessageBytes,
      'Store the body elsewhere and send a reference.',
    );
  }
};

/** The SDK does not encode query values, so a character outside this set would change the request. */
export const checkLane = (lane: string | undefined): void => {
  if (lane === undefined || SAFE_LANE.test(lane)) return;
  throw malformed(
    `lane ${JSON.stringify(lane.slice(0, 80))} is not 1 to 64 characters of A-Z a-z 0-9 _ -. Rename it.`,
  );
};

const checkRange = (name: string, value: number, [least, most]: readonly [number, number]): void => {
  if (value >= least && value <= most) return;
  throw malformed(`${name} is ${value}, but OCI takes ${least} to ${most}.`);
};

/** Properties are counted because the service presumably does; it does not say. */
const sizeOf = ({ content, properties }: OutgoingMessage): number =>
  Object.entries(properties ?? {}).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    Buffer.byteLength(content),
  );

const malformed = (text: string): QueueError => new QueueError('malformed', text);

const tooLarge = (what: string, limit: number, remedy: string): QueueError =>
  new QueueError('too-large', `${what}, but the limit is ${limit}. ${remedy}`);
