import type { CopyState, EngineSnapshot, SnapshotMessage } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';

// A snapshot may come from a file that somebody has edited: what would break a heap or a count is refused.

const assertHolds = (holds: boolean, subject: string, rule: string): void => {
  if (!holds)
    throw new RangeError(`${subject} cannot be restored: ${rule}. Take a snapshot that an engine wrote.`);
};

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

export const checkRestoredTime = ({ lastSequence, nowMs }: EngineSnapshot): void => {
  assertHolds(
    isCount(lastSequence),
    `lastSequence ${lastSequence}`,
    'it has to be a whole number, 0 or more',
  );
  assertHolds(nowMs === undefined || Number.isFinite(nowMs), `nowMs ${nowMs}`, 'it has to be finite');
};

const checkCopy = (
  subject: string,
  { area, place, deliveryCount, visibleAtMs, latestRef = 0 }: CopyState,
): void => {
  const isSomewhere = ['live', 'dead'].includes(area) && ['visible', 'in-flight'].includes(place);
  assertHolds(isSomewhere, subject, `area "${area}" and place "${place}" are not those of a copy`);
  assertHolds(Number.isFinite(visibleAtMs), subject, `visibleAtMs ${visibleAtMs} has to be finite`);
  assertHolds(isCount(deliveryCount), subject, `deliveryCount ${deliveryCount} has to be a whole number`);
  const isRefOfIt = isCount(latestRef) && latestRef <= deliveryCount;
  assertHolds(isRefOfIt, subject, `latestRef ${latestRef} has to be 0 to deliveryCount`);
};

/** @throws RangeError that names the message and what is wrong with it */
export const checkRestored = (state: EngineState, { message, copies }: SnapshotMessage): void => {
  const { sequence, content, createdAtMs, expiresAtMs } = message;
  const subject = `Message ${sequence}`;
  const isNumbered = isCount(sequence) && sequence >= 1 && sequence <= state.lastSequence;
  assertHolds(isNumbered, subject, `its sequence has to be 1 to ${state.lastSequence}, the last one`);
  assertHolds(state.messages.find(sequence) === undefined, subject, 'it is there twice');
  assertHolds(typeof content === 'string', subject, 'its content has to be a text');
  assertHolds(
    Number.isFinite(createdAtMs + expiresAtMs),
    subject,
    'createdAtMs and expiresAtMs have to be finite',
  );
  const groups = new Set(copies.map(({ group }) => group));
  assertHolds(
    groups.size > 0 && groups.size === copies.length,
    subject,
    'it needs one copy for each of its groups',
  );
  for (const copy of copies) checkCopy(subject, copy);
};
