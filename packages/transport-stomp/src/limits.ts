import {
  QueueError,
  type Capabilities,
  type Hiding,
  type OutgoingMessage,
  type ReceiveRequest,
} from '@snoozeq/core';

/** OCI limit, documented: visibility 0 to 43 200 s. */
const MAX_LEASE_MS = 12 * 3_600_000;
const SAFE_LANE = /^[A-Za-z0-9_-]{1,64}$/;

/** STOMP has ACK and NACK only: it can make visible at once, and hide for no time at all. */
export const capabilitiesOf = (maxMessageBytes = 256 * 1_024): Capabilities => ({
  maxHideMs: 0,
  hideStepMs: 1_000,
  maxBatch: 20,
  maxBatchBytes: 512 * 1_024,
  maxMessageBytes,
  maxWaitMs: 30_000,
});

/** Checks before anything is sent. Each throws a `QueueError`, `malformed` or `too-large`, that names the value and the limit. */
export const checkSend = (messages: readonly OutgoingMessage[], limits: Capabilities): void => {
  checkCount('messages of one send', messages.length, limits);
  let bytes = 0;
  messages.forEach(({ content, lane, properties }, index) => {
    checkLane(lane);
    if (Object.keys(properties ?? {}).length > 0) {
      throw malformed(
        `message ${index} has custom properties, which do not travel over STOMP. Use the envelope for the due stamp (envelopeStampV1), or send by REST.`,
      );
    }
    const own = Buffer.byteLength(content);
    if (own > limits.maxMessageBytes)
      throw tooLarge(`message ${index} has ${own} bytes`, limits.maxMessageBytes);
    bytes += own;
  });
  if (bytes > limits.maxBatchBytes) {
    throw tooLarge(`${messages.length} messages have ${bytes} bytes`, limits.maxBatchBytes);
  }
};

export const checkReceive = (
  { limit, waitMs, leaseMs, lane }: ReceiveRequest,
  limits: Capabilities,
): void => {
  if (!Number.isInteger(limit)) throw malformed(`limit is ${limit}, which is not a whole number.`);
  checkRange('limit', limit, [1, limits.maxBatch]);
  checkRange('waitMs', waitMs, [0, limits.maxWaitMs]);
  // A subscription that leases nothing would be pushed the same message for ever.
  checkRange('leaseMs', leaseMs, [1_000, MAX_LEASE_MS]);
  checkLane(lane);
};

export const checkHides = (hidings: readonly Hiding[], limits: Capabilities): void => {
  checkCount('hidings of one hide', hidings.length, limits);
  for (const { forMs } of hidings) {
    if (forMs === 0) continue;
    throw malformed(
      `forMs is ${forMs}, but STOMP can only make a message visible at once (0). Hide by REST.`,
    );
  }
};

export const checkCount = (what: string, count: number, { maxBatch }: Capabilities): void => {
  if (count > maxBatch)
    throw malformed(`${count} ${what}, but at most ${maxBatch} are taken. Split the call.`);
};

const checkLane = (lane: string | undefined): void => {
  if (lane === undefined || SAFE_LANE.test(lane)) return;
  throw malformed(
    `lane ${JSON.stringify(lane.slice(0, 80))} is not 1 to 64 characters of A-Z a-z 0-9 _ -. Rename it.`,
  );
};

const checkRange = (name: string, value: number, [least, most]: readonly [number, number]): void => {
  if (value >= least && value <= most) return;
  throw malformed(`${name} is ${value}, but STOMP takes ${least} to ${most}.`);
};

const malformed = (text: string): QueueError => new QueueError('malformed', text);

const tooLarge = (what: string, limit: number): QueueError =>
  new QueueError(
    'too-large',
    `${what}, but the limit is ${limit}. Store the body elsewhere, or send fewer at a time.`,
  );
