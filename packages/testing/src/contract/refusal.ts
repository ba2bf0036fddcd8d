import assert from 'node:assert/strict';
import { QueueError, type QueueErrorCode } from '@snoozeq/core';

interface Answer {
  readonly kind: string;
  readonly error?: QueueError;
}

const REFUSALS: readonly QueueErrorCode[] = ['malformed', 'too-large'];

/** Fails unless the call rejects with a `QueueError` of one of these codes. */
export const expectRejection = async (
  call: Promise<unknown>,
  ...codes: readonly QueueErrorCode[]
): Promise<void> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Error, `it must reject with ${codes.join(' or ')}, and did not`);
  assert.equal(error.name, 'QueueError');
  assert.ok(
    codes.includes(QueueError.from(error).code),
    `${codes.join(' or ')} was expected: ${error.message}`,
  );
};

/** Fails unless the call is refused: as a whole, or entry by entry. */
export const expectRefusal = async (call: Promise<readonly Answer[]>): Promise<void> => {
  const answers = await call.catch(async (thrown: unknown) => {
    await expectRejection(Promise.reject(thrown), ...REFUSALS);
    return [];
  });
  for (const { kind, error } of answers) {
    assert.equal(kind, 'failed');
    assert.ok(error && REFUSALS.includes(error.code), 'a refusal is malformed or too-large');
  }
};
