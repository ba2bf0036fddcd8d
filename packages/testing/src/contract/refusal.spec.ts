import { describe, expect, test } from '@jest/globals';
import { QueueError } from '@snoozeq/core';
import { expectRefusal, expectRejection } from './refusal.js';

const malformed = new QueueError('malformed', 'no');
const failed = (error: QueueError): { kind: string; error: QueueError } => ({ kind: 'failed', error });

describe('a refusal', () => {
  test.each([
    ['rejects as malformed', () => Promise.reject(malformed)],
    ['rejects as too large', () => Promise.reject(new QueueError('too-large', 'no'))],
    ['fails every entry', () => Promise.resolve([failed(malformed), failed(malformed)])],
  ])('may be a call that %s', async (_name, call) => {
    await expect(expectRefusal(call())).resolves.toBeUndefined();
  });

  test.each([
    ['stores', () => Promise.resolve([{ kind: 'stored' }])],
    ['stores some of it', () => Promise.resolve([failed(malformed), { kind: 'stored' }])],
    ['rejects for another reason', () => Promise.reject(new QueueError('unavailable', 'no'))],
    ['fails for another reason', () => Promise.resolve([failed(new QueueError('throttled', 'no'))])],
    ['throws something else', () => Promise.reject(new TypeError('no'))],
  ])('is not a call that %s', async (_name, call) => {
    await expect(expectRefusal(call())).rejects.toMatchObject({ name: 'AssertionError' });
  });
});

describe('a rejection', () => {
  test('passes with the code that was asked for', async () => {
    await expect(expectRejection(Promise.reject(malformed), 'closed', 'malformed')).resolves.toBeUndefined();
  });

  test.each([
    ['has another code', () => Promise.reject(malformed)],
    ['is not an error', () => Promise.reject('closed')],
    ['does not happen', () => Promise.resolve([])],
  ])('fails when it %s', async (_name, call) => {
    await expect(expectRejection(call(), 'closed')).rejects.toMatchObject({ name: 'AssertionError' });
  });
});
