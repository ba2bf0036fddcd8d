import { describe, expect, test } from '@jest/globals';
import { QueueError } from '@snoozeq/core';
import { OciError } from 'oci-common';
import { toQueueError } from './wire-errors.js';

const call = { operation: 'getMessages', requestId: 'me.1' };
const failure = (statusCode: number, serviceCode: string, more: object = {}) => ({
  statusCode,
  serviceCode,
  message: 'the words of the service',
  opcRequestId: 'theirs/1',
  ...more,
});

describe('an answer other than success', () => {
  test.each([
    [302, 'None', 'misconfigured'],
    [400, 'InvalidParameter', 'malformed'],
    [400, 'RelatedResourceNotAuthorizedOrNotFound', 'not-found'],
    [400, 'LimitExceeded', 'throttled'],
    [400, 'QuotaExceeded', 'throttled'],
    [401, 'NotAuthenticated', 'unauthorised'],
    [403, 'NotAllowed', 'unauthorised'],
    [404, 'NotAuthorizedOrNotFound', 'not-found'],
    [408, 'None', 'timeout'],
    [409, 'IncorrectState', 'conflict'],
    [412, 'NoEtagMatch', 'conflict'],
    [413, 'None', 'too-large'],
    [422, 'Odd', 'malformed'],
    [429, 'TooManyRequests', 'throttled'],
    [500, 'InternalServerError', 'unavailable'],
    [503, 'None', 'unavailable'],
  ])('%i %s is %s', (status, serviceCode, code) => {
    const error = toQueueError(failure(status, serviceCode), call);
    expect(error.code).toBe(code);
    for (const part of ['getMessages', String(status), serviceCode, 'theirs/1']) {
      expect(error.message).toContain(part);
    }
  });

  test('keeps the wait that was asked for, and the cause', () => {
    const cause = failure(429, 'TooManyRequests', { retryAfterMs: 7_000 });
    expect(toQueueError(cause, call)).toMatchObject({ retryAfterMs: 7_000, cause });
  });

  test('an OciError of any copy of the SDK is known by its shape (F5.sdk-two-copies)', () => {
    const thrown = new OciError(429, 'TooManyRequests', 'slow down', 'x', 'Queue', 'getMessages', '', '', '');
    expect(toQueueError(thrown, call).code).toBe('throttled');
    expect(toQueueError({ ...thrown }, call).code).toBe('throttled');
  });

  test('our own request id is named when the service gave none', () =>
    expect(toQueueError(failure(500, 'X', { opcRequestId: undefined }), call).message).toContain('me.1'));

  test.each([
    ['getMessages', 'InvalidParameter', true],
    ['getMessages', 'None', false],
    ['putMessages', 'InvalidParameter', false],
  ])('after %s with code %s the words of the service are repeated: %p', (operation, code, repeated) =>
    expect(
      toQueueError(failure(400, code), { ...call, operation }).message.includes('the words of the service'),
    ).toBe(repeated),
  );

  test('foreign text is one short line', () => {
    const error = toQueueError(failure(400, 'X', { message: `a\nb\u001b[31m${'c'.repeat(900)}` }), call);
    expect(error.message).not.toMatch(/\p{C}/u);
    expect(error.message.length).toBeLessThan(500);
  });

  test.each([
    [400_000, '400 s ahead of'],
    [-90_000, '90 s behind'],
  ])('401 with a clock %i ms ahead says so', (clockAheadMs, hint) =>
    expect(toQueueError(failure(401, 'NotAuthenticated', { clockAheadMs }), call).message).toContain(hint),
  );

  test('401 with a good clock does not blame it', () =>
    expect(toQueueError(failure(401, 'X', { clockAheadMs: 2_000 }), call).message).not.toContain('clock'));
});

describe('no answer', () => {
  test.each([
    ['ECONNREFUSED', 'unavailable'],
    ['ECONNRESET', 'unavailable'],
    ['UND_ERR_SOCKET', 'unavailable'],
    ['ENOTFOUND', 'unavailable'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'misconfigured'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'misconfigured'],
  ])('%s is %s, as an error and as the plain object that the SDK makes of it', (symptom, code) => {
    const cause = Object.assign(new Error('low level'), { code: symptom });
    for (const thrown of [cause, { code: symptom, message: 'fetch failed' }]) {
      const error = toQueueError(thrown, call);
      expect(error).toMatchObject({ code, cause: thrown });
      expect(error.message).toContain(symptom);
    }
  });

  test('an abort is aborted', () =>
    expect(toQueueError(new DOMException('This operation was aborted', 'AbortError'), call).code).toBe(
      'aborted',
    ));

  test('a QueueError stays what it is', () => {
    const error = new QueueError('timeout', 'late');
    expect(toQueueError(error, call)).toBe(error);
  });

  test.each([
    ['a parse error', new SyntaxError('Unexpected token in "my-secret"')],
    ['an HTTP parse error', Object.assign(new Error('bad'), { code: 'HPE_INVALID', data: 'my-secret' })],
  ])('%s, which quotes the reply, is not kept', (_, thrown) => {
    const error = toQueueError(thrown, call);
    expect(error.code).toBe('unavailable');
    expect(error.cause).toBeUndefined();
  });

  test.each([undefined, null, 'text', 7, {}])('even %p becomes a QueueError', (thrown) =>
    expect(toQueueError(thrown, call).code).toBe('unavailable'),
  );
});
