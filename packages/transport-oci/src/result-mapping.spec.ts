import { describe, expect, test } from '@jest/globals';
import { toSendStatus, toSettleStatus } from './result-mapping.js';

const failedWith = (code: string) => ({ kind: 'failed', error: expect.objectContaining({ code }) });

describe('settle status', () => {
  test.each([
    ['empty: deleted', {}, { kind: 'applied' }],
    ['nulls, as other clients show them', { errorCode: null, errorMessage: null }, { kind: 'applied' }],
    [
      'updated',
      { id: '1', visibleAfter: '2026-11-22T10:00:00.500Z' },
      { kind: 'applied', leaseUntilMs: Date.parse('2026-11-22T10:00:00.500Z') },
    ],
    ['receipt not found', { errorCode: 409, errorMessage: 'gone' }, { kind: 'lease-lost' }],
    ['message not found', { errorCode: 404 }, { kind: 'lease-lost' }],
    ['receipt not valid', { errorCode: 400, errorMessage: 'Invalid Receipt' }, { kind: 'lease-lost' }],
    ['anything else wrong', { errorCode: 400, errorMessage: 'visibility' }, failedWith('malformed')],
    ['unknown client error', { errorCode: 422 }, failedWith('malformed')],
    ['throttled', { errorCode: 429 }, failedWith('throttled')],
    ['server error', { errorCode: 500 }, failedWith('unavailable')],
    ['server unavailable', { errorCode: 503, errorMessage: 'busy' }, failedWith('unavailable')],
    ['text without a code', { errorMessage: 'odd' }, failedWith('unavailable')],
    ['no entry at all', undefined, failedWith('unavailable')],
  ])('%s', (_, entry, status) => expect(toSettleStatus('deleteMessages', entry)).toEqual(status));
});

describe('send status', () => {
  test.each([
    ['stored', { id: '90071992627959052' }, { kind: 'stored', id: '90071992627959052' }],
    ['a short id', { id: 7 }, { kind: 'stored', id: '7' }],
    [
      'stored, with its expiry',
      { id: '1', expireAfter: '2026-11-22T10:00:00Z' },
      { kind: 'stored', id: '1', expiresAtMs: Date.parse('2026-11-22T10:00:00Z') },
    ],
    ['failed in part', { errorCode: 429, errorMessage: 'channel is full' }, failedWith('throttled')],
    ['no entry at all', undefined, failedWith('unavailable')],
  ])('%s', (_, entry, status) => expect(toSendStatus('putMessages', entry)).toEqual(status));

  test('does not repeat what the service says, it may quote the message', () =>
    expect(
      JSON.stringify(toSendStatus('putMessages', { errorCode: 400, errorMessage: 'bad content: my-secret' })),
    ).not.toContain('my-secret'));
});
