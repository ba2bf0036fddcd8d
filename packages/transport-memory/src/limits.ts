import {
  QueueError,
  type Capabilities,
  type Hiding,
  type OutgoingMessage,
  type ReceiveRequest,
} from '@snoozeq/core';

/** OCI limit: channel ids of 1 to 64 characters. The characters are not documented; these are safe in every client. */
const LANE_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

const malformed = (text: string): never => {
  throw new QueueError('malformed', text);
};
const tooLarge = (text: string): never => {
  throw new QueueError('too-large', text);
};

/** Bytes that a message takes: content, names and values of its properties, as UTF-8. */
export const messageBytes = ({ content, properties = {} }: OutgoingMessage): number =>
  Object.entries(properties).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    Buffer.byteLength(content),
  );

/** Throws a `QueueError` when a batch has more entries than one call may. */
export const checkBatch = (entries: readonly unknown[], { maxBatch }: Capabilities): void => {
  if (entries.length > maxBatch) {
    malformed(`${entries.length} entries in one call; at most ${maxBatch} are allowed: split the batch`);
  }
};

/** Throws a `QueueError` when the queue would refuse one of the messages or all of them together. */
export const checkSend = (messages: readonly OutgoingMessage[], limits: Capabilities): void => {
  checkBatch(messages, limits);
  const batchBytes = messages.reduce((sum, message, index) => sum + checkedBytes(message, index, limits), 0);
  if (batchBytes > limits.maxBatchBytes) {
    tooLarge(
      `a send of ${batchBytes} bytes; at most ${limits.maxBatchBytes} are allowed: send fewer at once`,
    );
  }
};

const checkedBytes = (message: OutgoingMessage, index: number, { maxMessageBytes }: Capabilities): number => {
  if (message.lane !== undefined) checkLane(message.lane);
  else if (Object.keys(message.properties ?? {}).length > 0) {
    malformed(
      `message ${index} has properties and no lane; the queue takes properties only with a lane: name one`,
    );
  }
  const bytes = messageBytes(message);
  if (bytes > maxMessageBytes) {
    tooLarge(
      `message ${index} has ${bytes} bytes; at most ${maxMessageBytes} are allowed: store the content elsewhere and send its address`,
    );
  }
  return bytes;
};

/** Throws a `QueueError` for a lane that has a name which no queue takes. */
export const checkLane = (lane: string): void => {
  if (!LANE_PATTERN.test(lane)) {
    malformed(`lane '${lane}' is not 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-': rename it`);
  }
};

/** Throws a `QueueError` when a receive asks for something that the queue does not give. */
export const checkReceive = (request: ReceiveRequest, limits: Capabilities): void => {
  const { limit, waitMs, leaseMs, lane } = request;
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.maxBatch) {
    malformed(
      `a receive of ${limit} messages; 1 to ${limits.maxBatch} are allowed: ask for fewer, and more often`,
    );
  }
  if (!(waitMs >= 0 && waitMs <= limits.maxWaitMs)) {
    malformed(`a wait of ${waitMs} ms; 0 to ${limits.maxWaitMs} ms are allowed: poll again instead`);
  }
  if (!(leaseMs >= 0 && leaseMs <= limits.maxHideMs && leaseMs % 1_000 === 0)) {
    malformed(
      `a lease of ${leaseMs} ms; whole seconds from 0 to ${limits.maxHideMs} ms are allowed: round it, or renew a shorter one`,
    );
  }
  if (lane !== undefined) checkLane(lane);
};

/** Throws a `QueueError` when one of the hides is longer than the queue can. */
export const checkHide = (hidings: readonly Hiding[], limits: Capabilities): void => {
  checkBatch(hidings, limits);
  for (const { forMs } of hidings) {
    if (!(forMs >= 0 && forMs <= limits.maxHideMs)) {
      malformed(
        `a hide of ${forMs} ms; 0 to ${limits.maxHideMs} ms are allowed: hide again when it comes back`,
      );
    }
  }
};
