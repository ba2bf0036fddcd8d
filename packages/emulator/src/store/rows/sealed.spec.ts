import { expect, test } from '@jest/globals';
import { messageRow, readMessageRow } from './message-row.js';
import { sealed, unsealed } from './sealed.js';

const key = Buffer.from('key');

test('a value comes back as it was', () => {
  const value = Buffer.from([0, 1, 255]);
  expect(unsealed(key, sealed(key, value))).toEqual(value);
});

test.each([
  ['another byte', (row: Buffer) => Buffer.from(row).fill(9, 0, 1)],
  ['another seal', (row: Buffer) => Buffer.from(row).fill(9, row.length - 1)],
  ['less', (row: Buffer) => row.subarray(0, row.length - 1)],
  ['nothing', () => Buffer.alloc(0)],
])('%s is noticed', (_name, damage) => {
  expect(unsealed(key, damage(sealed(key, Buffer.from('value'))))).toBeUndefined();
});

test('a value under the wrong key is noticed', () => {
  expect(unsealed(Buffer.from('kez'), sealed(key, Buffer.from('value')))).toBeUndefined();
});

test('texts that UTF-8 cannot hold survive', () => {
  const content = 'half a pair \ud800, NUL \0, 消息';
  const message = { sequence: 7, content, channel: '\udc00', createdAtMs: 1, expiresAtMs: 2 };
  const properties = JSON.parse('{"__proto__":"own","a":""}') as Record<string, string>;
  for (const each of [message, { ...message, properties }]) {
    const value = unsealed(key, messageRow(key, each)) ?? Buffer.alloc(0);
    expect(readMessageRow(value, 7)).toEqual(each);
  }
});
