import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { readPublicKeys } from './key-store.js';

const pemOf = (kind: 'rsa' | 'ed25519'): string => {
  const { publicKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2_048 }) : generateKeyPairSync('ed25519');
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
};
const KEY_ID = `ocid1.tenancy.oc1..a/ocid1.user.oc1..b/${Array(16).fill('0f').join(':')}`;

test('a public key is known by its key id', () => {
  const keys = readPublicKeys({ [KEY_ID]: pemOf('rsa') });
  expect([...keys.keys()]).toEqual([KEY_ID]);
  expect(keys.get(KEY_ID)?.type).toBe('public');
});

test.each([
  ['a key id of two parts', 'ocid1.tenancy.oc1..a/00', 'rsa', /is not of the form <tenancy OCID>/],
  ['a fingerprint that is too short', `${KEY_ID.slice(0, -3)}`, 'rsa', /is not of the form/],
  ['a key of another kind', KEY_ID, 'ed25519', /is not an RSA key/],
] as const)('%s is refused', (_name, keyId, kind, message) =>
  expect(() => readPublicKeys({ [keyId]: pemOf(kind) })).toThrow(message),
);

test('a text that is no key is refused without being quoted', () => {
  expect(() => readPublicKeys({ [KEY_ID]: 'secret text' })).toThrow(/is not an RSA key in PEM form/);
  expect(() => readPublicKeys({ [KEY_ID]: 'secret text' })).not.toThrow(/secret text/);
});
