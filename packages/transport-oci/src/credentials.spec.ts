import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { providerOf } from './credentials.js';
import { anIdentity } from './test-support/identity.js';

const { pem, provider } = anIdentity();
const folder = mkdtempSync(join(tmpdir(), 'snoozeq-credentials-'));
afterAll(() => rmSync(folder, { recursive: true }));

const aFile = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const keyFile = aFile('key.pem', pem);
const entries = {
  tenancy: 'ocid1.tenancy..t',
  user: 'ocid1.user..u',
  fingerprint: 'aa:bb',
  key_file: keyFile,
  region: 'eu-frankfurt-1',
};

const aProfile = (changes: Readonly<Record<string, string | undefined>> = {}, name = 'DEFAULT'): string => {
  const lines = Object.entries({ ...entries, ...changes }).flatMap(([key, value]) =>
    value ? [`${key}=${value}`] : [],
  );
  return `[${name}]\n${lines.join('\n')}\n`;
};

describe('credentials', () => {
  test('a provider of the SDK is used as it is', () => expect(providerOf(provider)).toBe(provider));

  test('the default profile of a file', async () =>
    expect(await providerOf({ configFile: aFile('plain', aProfile()) }).getKeyId()).toBe(
      'ocid1.tenancy..t/ocid1.user..u/aa:bb',
    ));

  test('another profile of a file', async () => {
    const configFile = aFile('two', aProfile() + aProfile({ user: 'ocid1.user..second' }, 'SECOND'));
    expect(await providerOf({ configFile, profile: 'SECOND' }).getKeyId()).toContain('ocid1.user..second');
  });

  test('a profile with a session token signs with the token', async () => {
    const token = aFile('token', 'session-token');
    const configFile = aFile('session', aProfile({ user: undefined, security_token_file: token }));
    expect(await providerOf({ configFile }).getKeyId()).toBe('ST$session-token');
  });

  test.each([
    ['no such file', { configFile: join(folder, 'absent') }, /absent.*does not exist/],
    ['no such profile', { configFile: aFile('p', aProfile()), profile: 'OTHER' }, /OTHER.*no such profile/],
    ['no user', { configFile: aFile('u', aProfile({ user: undefined })) }, /user is missing/],
    ['no region', { configFile: aFile('r', aProfile({ region: undefined })) }, /no region/],
    ['no key file', { configFile: aFile('k', aProfile({ key_file: join(folder, 'absent') })) }, /key_file/],
    [
      'no key in it',
      { configFile: aFile('e', aProfile({ key_file: aFile('empty', 'nothing') })) },
      /private key/,
    ],
  ])('%s is said', (_, credentials, text) =>
    expect(() => providerOf(credentials)).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(text) }),
    ),
  );

  test('a malformed line, which may be a pass phrase, is never repeated', () => {
    const configFile = aFile('broken', `${aProfile()}\npass_phrase my-secret\n`);
    const refused = (): unknown => providerOf({ configFile });
    expect(refused).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
    expect(refused).toThrow(expect.objectContaining({ message: expect.not.stringContaining('my-secret') }));
  });
});
