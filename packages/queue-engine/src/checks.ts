import type { EngineSettings, GetRequest, GroupSettings } from './contracts/index.js';

// A NaN or an infinity would break the order of a heap for good, so numbers are checked at the door.

const assertRange = (holds: boolean, subject: string, remedy: string): void => {
  if (!holds) throw new RangeError(`${subject} is out of range. Pass ${remedy}.`);
};

export const checkInstant = (nowMs: number): void =>
  assertRange(Number.isFinite(nowMs), `nowMs ${nowMs}`, 'finite milliseconds since 1970-01-01T00:00:00Z');

export const checkVisibility = (visibilityMs: number): void =>
  assertRange(
    Number.isFinite(visibilityMs) && visibilityMs >= 0,
    `visibilityMs ${visibilityMs}`,
    'finite milliseconds, 0 (visible at once) or more',
  );

export const checkGet = ({ limit, visibilityMs }: GetRequest): void => {
  assertRange(
    Number.isInteger(limit) && limit >= 1,
    `limit ${limit}`,
    'a whole number of messages, 1 or more',
  );
  checkVisibility(visibilityMs);
};

const checkMaxDeliveries = (maxDeliveries: number): void =>
  assertRange(
    Number.isInteger(maxDeliveries) && maxDeliveries >= 0,
    `maxDeliveries ${maxDeliveries}`,
    'a whole number, 0 (never dead-letter) or more',
  );

export const checkSettings = ({ retentionMs, maxDeliveries }: EngineSettings): void => {
  assertRange(
    Number.isFinite(retentionMs) && retentionMs > 0,
    `retentionMs ${retentionMs}`,
    'finite milliseconds above 0',
  );
  checkMaxDeliveries(maxDeliveries);
};

export const checkGroup = ({ maxDeliveries }: GroupSettings): void => {
  if (maxDeliveries !== undefined) checkMaxDeliveries(maxDeliveries);
};
