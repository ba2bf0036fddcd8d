import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { authorizationReader } from './authorization-header.js';

const headerOf = (parts: Readonly<Record<string, string>>): string =>
  `Signature ${Object.entries(parts)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}`;

const GOOD = {
  version: '1',
  keyId: 't/u/f',
  algorithm: 'RSA-sha256',
  headers: 'Date host',
  signature: 'AA==',
};
const READ = { keyId: 't/u/f', algorithm: 'rsa-sha256', headers: ['date', 'host'], signature: 'AA==' };

test('reads the parts in any order, names in any case (F8.authorization)', () => {
  const read = authorizationReader();
  expect(read(headerOf(GOOD))).toEqual(READ);
  const { keyId, ...others } = GOOD;
  expect(read(headerOf({ ...others, KEYID: keyId }))).toEqual(READ);
});

test.each([
  ['no header', undefined],
  ['another scheme', headerOf(GOOD).replace('Signature', 'Basic')],
  ['another version', headerOf({ ...GOOD, version: '2' })],
  ['an empty signature', headerOf({ ...GOOD, signature: '' })],
  ['no key id', headerOf({ ...GOOD, keyId: '' })],
])('reads nothing out of %s, whatever was read before', (_name, text) => {
  const read = authorizationReader();
  expect(read(text)).toBeUndefined();
  read(headerOf(GOOD));
  expect(read(text)).toBeUndefined();
});

/** Few values, so that neighbours often differ in one part only, or in none. Quotes break a header apart. */
const value = fc.constantFrom('', 'AA==', 'BB', 'B', 'AA==",keyId="other', 'x"y', 'signature=');
const header = fc
  .tuple(
    fc.record({
      version: fc.constant('1'),
      keyId: value,
      algorithm: value,
      headers: value,
      signature: value,
    }),
    fc.shuffledSubarray(['version', 'keyId', 'algorithm', 'headers', 'signature'] as const, { minLength: 4 }),
  )
  .map(([parts, order]) => headerOf(Object.fromEntries(order.map((name) => [name, parts[name]]))));

test('a header is read as it is by a reader that has read nothing before', () => {
  fc.assert(
    fc.property(fc.array(header, { minLength: 2, maxLength: 8 }), (headers) => {
      const read = authorizationReader();
      for (const text of headers) expect(read(text)).toEqual(authorizationReader()(text));
    }),
    { numRuns: 1_000 },
  );
});
