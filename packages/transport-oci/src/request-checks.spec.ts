import { describe, expect, test } from '@jest/globals';
import type { OutgoingMessage, Receipt } from '@snoozeq/core';
import { capabilitiesOf } from './limits.js';
import { checkCount, checkHides, checkReceive, checkSend } from './request-checks.js';

const limits = capabilitiesOf(100);
const receive = { limit: 20, waitMs: 30_000, leaseMs: 30_000 };
const refusal = (code: string, ...parts: readonly string[]) =>
  expect.objectContaining({ code, message: expect.stringMatching(parts.join('.*')) });

describe('send', () => {
  test.each<[string, OutgoingMessage]>([
    ['plain', { content: 'x' }],
    ['with a lane', { content: 'x', lane: 'due-20261125T0400' }],
    ['with lane and properties', { content: 'x', lane: 'ready', properties: { a: 'b' } }],
    ['with empty properties', { content: 'x', properties: {} }],
    ['of just the largest size', { content: 'é'.repeat(48), lane: 'l', properties: { ab: 'cd' } }],
  ])('takes a message %s', (_, message) => expect(() => checkSend([message], limits)).not.toThrow());

  test.each<[string, OutgoingMessage, readonly string[], string]>([
    [
      'with properties and no lane',
      { content: 'x', properties: { a: 'b' } },
      ['message 1', 'lane'],
      'malformed',
    ],
    ['with an unsafe lane', { content: 'x', lane: 'a&b=c' }, ['a&b=c'], 'malformed'],
    ['with an empty lane', { content: 'x', lane: '' }, ['1 to 64'], 'malformed'],
    ['with a long lane', { content: 'x', lane: 'l'.repeat(65) }, ['1 to 64'], 'malformed'],
    ['that is too large', { content: 'é'.repeat(51) }, ['message 1', '102', '100'], 'too-large'],
    [
      'too large by its properties',
      { content: 'x', lane: 'l', properties: { k: 'v'.repeat(99) } },
      ['101', '100'],
      'too-large',
    ],
  ])('refuses a message %s', (_, message, parts, code) =>
    expect(() => checkSend([{ content: 'fine' }, message], limits)).toThrow(refusal(code, ...parts)),
  );

  test('refuses more than 20, and more bytes than one put takes', () => {
    const many = Array.from({ length: 21 }, () => ({ content: 'x' }));
    expect(() => checkSend(many, limits)).toThrow(refusal('malformed', '21', '20'));
    const big = Array.from({ length: 3 }, () => ({ content: 'x'.repeat(200_000) }));
    expect(() => checkSend(big, capabilitiesOf())).toThrow(refusal('too-large', '600000', '524288'));
  });

  test('never repeats content', () =>
    expect(() => checkSend([{ content: 'my-secret'.repeat(20) }], limits)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('my-secret') }),
    ));
});

describe('receive', () => {
  test.each([
    ['limit', 0],
    ['limit', 21],
    ['limit', 1.5],
    ['waitMs', -1],
    ['waitMs', 30_001],
    ['waitMs', Number.NaN],
    ['leaseMs', -1],
    ['leaseMs', 43_200_001],
  ])('refuses %s %p', (name, value) =>
    expect(() => checkReceive({ ...receive, [name]: value }, limits)).toThrow(
      refusal('malformed', name, String(value)),
    ),
  );

  test.each([
    ['limit', 1],
    ['waitMs', 0],
    ['leaseMs', 0],
    ['leaseMs', 43_200_000],
  ])('takes %s %p', (name, value) =>
    expect(() => checkReceive({ ...receive, [name]: value }, limits)).not.toThrow(),
  );

  test.each(['a b', 'a#b', 'é', '%41'])(
    'refuses lane %p, which would change the query (F8.query-unescaped)',
    (lane) => expect(() => checkReceive({ ...receive, lane }, limits)).toThrow(refusal('malformed', 'lane')),
  );
});

describe('hide and ack', () => {
  const receipt = 'r' as Receipt;

  test.each([-1, 43_200_001, Number.NaN])('refuses to hide for %p ms', (forMs) =>
    expect(() => checkHides([{ receipt, forMs }], limits)).toThrow(
      refusal('malformed', String(forMs), '43200000'),
    ),
  );

  test.each([0, 43_200_000])('hides for %p ms', (forMs) =>
    expect(() => checkHides([{ receipt, forMs }], limits)).not.toThrow(),
  );

  test('refuses more than 20 entries', () =>
    expect(() => checkCount('receipts', 21, limits)).toThrow(refusal('malformed', '21 receipts', '20')));
});
