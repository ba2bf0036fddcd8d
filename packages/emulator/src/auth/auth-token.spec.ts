import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureAuthToken, isLogin } from './auth-token.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const known = { login: 'tenancy/user', tokenFile: '', token: 's3cret' };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'snoozeq-token-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('the token is made once, and its file is for the owner only', () => {
  const { token, tokenFile } = ensureAuthToken(directory);
  expect(token.length).toBeGreaterThan(20);
  expect(readFileSync(tokenFile, 'utf8').trim()).toBe(token);
  expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
  expect(ensureAuthToken(directory).token).toBe(token);
});

test('an empty file is named', () => {
  writeFileSync(join(directory, 'auth-token'), '\n');
  expect(() => ensureAuthToken(directory)).toThrow(/auth-token holds no auth token/);
});

test.each([
  ['tenancy and user', 'tenancy/user', base64('s3cret'), true],
  ['a federated user', 'tenancy/oracleidentitycloudservice/user', base64('s3cret'), true],
  ['another user', 'tenancy/other', base64('s3cret'), false],
  ['another token', 'tenancy/user', base64('s3cret!'), false],
  ['the token as it is', 'tenancy/user', 's3cret', false],
  ['no passcode', 'tenancy/user', undefined, false],
  ['no login', undefined, base64('s3cret'), false],
])('%s: %s', (_name, login, passcode, expected) => {
  expect(isLogin(known, { login, passcode })).toBe(expected);
});
