import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { ensureDevCredentials } from './dev-credentials.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'snoozeq-credentials-'));
});
afterEach(() => rm(directory, { recursive: true }));

test("Oracle's config file reader gets the key id that the emulator knows", async () => {
  const { configFile, profile, keyId } = ensureDevCredentials(join(directory, 'new', 'folder'));
  const provider = new ConfigFileAuthenticationDetailsProvider(configFile, profile);
  expect(await provider.getKeyId()).toBe(keyId);
  expect(provider.getRegion().regionId).toBe('us-ashburn-1');
  expect(isAbsolute(configFile)).toBe(true);
});

test('the fingerprint is the MD5 of the public key, and the files are for the owner only', () => {
  const { configFile, keyId, publicKey } = ensureDevCredentials(directory);
  const hex = createHash('md5')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  expect(keyId.split('/')[2]).toBe(hex.match(/../g)?.join(':'));
  const keyFile = /key_file=(.*)/.exec(readFileSync(configFile, 'utf8'))?.[1] ?? '';
  for (const file of [configFile, keyFile]) expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('an existing key is kept', () => {
  const first = ensureDevCredentials(directory);
  expect(ensureDevCredentials(directory).keyId).toBe(first.keyId);
});

test('nothing but the key and the config file is left behind', () => {
  ensureDevCredentials(directory);
  expect(readdirSync(directory).toSorted()).toEqual(['api-key.pem', 'config']);
});

test('a file that is no key is named and left as it is', () => {
  const keyFile = join(directory, 'api-key.pem');
  writeFileSync(keyFile, 'not a key');
  expect(() => ensureDevCredentials(directory)).toThrow(/api-key\.pem holds no private key.*Delete it/);
  expect(readFileSync(keyFile, 'utf8')).toBe('not a key');
});
