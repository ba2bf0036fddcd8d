import { describe, expect, test } from '@jest/globals';
import { QueueError, type OutgoingMessage, type ReceiveRequest } from '@snoozeq/core';
import { aReceipt } from '@snoozeq/testing';
import { OCI_CAPABILITIES } from './capabilities.js';
import { checkHide, checkReceive, checkSend, messageBytes } from './limits.js';

const HOUR_MS = 3_600_000;
const KIB = 1_024;

const errorOf = (check: () => void): QueueError | undefined => {
  try {
    check();
    return undefined;
  } catch (thrown) {
    return QueueError.from(thrown);
  }
};

const messages = (count: number, message: OutgoingMessage = { content: 'x' }): readonly OutgoingMessage[] =>
  Array.from({ length: count }, () => message);

describe('messageBytes', () => {
  test.each<[OutgoingMessage, number]>([
    [{ content: '' }, 0],
    [{ content: 'abc' }, 3],
    [{ content: 'ü🐢' }, 6],
    [{ content: 'abc', lane: 'ready', properties: { key: 'ü' } }, 8],
  ])('%j has %i bytes', (message, bytes) => expect(messageBytes(message)).toBe(bytes));
});

describe('checkSend', () => {
  test.each<[string, readonly OutgoingMessage[]]>([
    ['a full batch', messages(20)],
    ['none', []],
    ['the largest message', [{ content: 'x'.repeat(256 * KIB) }]],
    ['the largest batch', messages(2, { content: 'x'.repeat(256 * KIB) })],
    ['a lane of 64 characters', [{ content: '', lane: 'a'.repeat(64) }]],
    ['properties with a lane', [{ content: '', lane: 'Due-20261125T0400_z', properties: { a: 'b' } }]],
    ['empty properties without a lane', [{ content: '', properties: {} }]],
  ])('allows %s', (_name, batch) =>
    expect(errorOf(() => checkSend(batch, OCI_CAPABILITIES))).toBeUndefined(),
  );

  test.each<[string, readonly OutgoingMessage[], string, string]>([
    ['a batch of 21', messages(21), 'malformed', '21 entries in one call; at most 20 are allowed: split'],
    [
      'a byte too much',
      [{ content: 'x'.repeat(256 * KIB + 1) }],
      'too-large',
      'message 0 has 262145 bytes; at most 262144',
    ],
    [
      'too many bytes together',
      messages(3, { content: 'x'.repeat(200 * KIB) }),
      'too-large',
      'a send of 614400 bytes; at most 524288',
    ],
    [
      'properties without a lane',
      [{ content: '', properties: { a: 'b' } }],
      'malformed',
      'message 0 has properties and no lane',
    ],
    ['an empty lane', [{ content: '', lane: '' }], 'malformed', "lane '' is not 1 to 64 characters"],
    [
      'a lane of 65 characters',
      [{ content: '', lane: 'a'.repeat(65) }],
      'malformed',
      'is not 1 to 64 characters',
    ],
    ['a lane with a space', [{ content: '', lane: 'far away' }], 'malformed', "lane 'far away' is not"],
    ['a lane that ends in a newline', [{ content: '', lane: 'far\n' }], 'malformed', 'rename it'],
  ])('refuses %s', (_name, batch, code, text) => {
    const error = errorOf(() => checkSend(batch, OCI_CAPABILITIES));
    expect(error).toMatchObject({ code, message: expect.stringContaining(text) });
  });

  test('tells neither content nor properties', () => {
    const secret = 'secret'.repeat(50_000);
    const error = errorOf(() =>
      checkSend([{ content: secret, lane: 'ready', properties: { secret } }], OCI_CAPABILITIES),
    );
    expect(error?.code).toBe('too-large');
    expect(error?.message).not.toContain('secret');
  });
});

describe('checkReceive', () => {
  const request: ReceiveRequest = { limit: 20, waitMs: 30_000, leaseMs: 12 * HOUR_MS, lane: 'ready' };

  test.each<[string, Partial<ReceiveRequest>]>([
    ['the greatest of everything', {}],
    ['the least of everything', { limit: 1, waitMs: 0, leaseMs: 0 }],
  ])('allows %s', (_name, change) =>
    expect(errorOf(() => checkReceive({ ...request, ...change }, OCI_CAPABILITIES))).toBeUndefined(),
  );

  test.each<[Partial<ReceiveRequest>, string]>([
    [{ limit: 0 }, 'a receive of 0 messages; 1 to 20 are allowed'],
    [{ limit: 21 }, 'a receive of 21 messages; 1 to 20 are allowed'],
    [{ limit: 1.5 }, 'a receive of 1.5 messages'],
    [{ waitMs: 30_001 }, 'a wait of 30001 ms; 0 to 30000 ms are allowed'],
    [{ waitMs: -1 }, 'a wait of -1 ms'],
    [{ waitMs: Number.NaN }, 'a wait of NaN ms'],
    [{ leaseMs: 1_500 }, 'a lease of 1500 ms; whole seconds from 0 to 43200000 ms'],
    [{ leaseMs: 12 * HOUR_MS + 1_000 }, 'a lease of 43201000 ms'],
    [{ leaseMs: Number.NaN }, 'a lease of NaN ms'],
    [{ lane: 'a b' }, "lane 'a b' is not"],
  ])('refuses %j', (change, text) => {
    const error = errorOf(() => checkReceive({ ...request, ...change }, OCI_CAPABILITIES));
    expect(error).toMatchObject({ code: 'malformed', message: expect.stringContaining(text) });
  });
});

describe('checkHide', () => {
  test.each([0, 1, 999, 12 * HOUR_MS])('allows %i ms', (forMs) =>
    expect(errorOf(() => checkHide([{ receipt: aReceipt(), forMs }], OCI_CAPABILITIES))).toBeUndefined(),
  );

  test.each([-1, Number.NaN, Infinity, 12 * HOUR_MS + 1])('refuses %d ms', (forMs) =>
    expect(errorOf(() => checkHide([{ receipt: aReceipt(), forMs }], OCI_CAPABILITIES))).toMatchObject({
      code: 'malformed',
      message: expect.stringContaining(`a hide of ${forMs} ms; 0 to 43200000 ms are allowed`),
    }),
  );
});
