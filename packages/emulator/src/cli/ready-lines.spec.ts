import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { readyLines } from './ready-lines.js';

const credentials = {
  configFile: '/home/me/.snoozeq/config',
  profile: 'DEFAULT',
  keyId: 't/u/f',
  publicKey: createPublicKey(generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey),
};
const origin = 'http://127.0.0.1:8010';

test('a program gets one line of JSON', () => {
  const [line = '', ...more] = readyLines({ origin, credentials }, false);
  expect(JSON.parse(line)).toEqual({ origin, configFile: '/home/me/.snoozeq/config', profile: 'DEFAULT' });
  expect(more).toEqual([]);
});

test('without signatures there is nothing but the origin', () =>
  expect(readyLines({ origin }, false)).toEqual([JSON.stringify({ origin })]));

test.each(['CLI', 'TypeScript', 'Python', 'Java', 'Go', 'curl'])('a person reads how to use %s', (client) => {
  const line = readyLines({ origin, credentials }, true).find((each) => each.includes(`${client}  `));
  expect(line).toContain(origin);
});

const stomp = { host: '127.0.0.1', port: 61613, login: 't/u', tokenFile: '/home/me/.snoozeq/auth-token' };

test('a program is told where STOMP is, and where the token is, but not the token', () => {
  const [line = ''] = readyLines({ origin, stomp }, false);
  expect(JSON.parse(line)).toEqual({ origin, stomp });
});

test('a person reads how to use STOMP', () => {
  expect(readyLines({ origin, credentials, stomp }, true).at(-1)).toBe(
    '  STOMP       127.0.0.1:61613; login t/u, passcode base64 of the token in /home/me/.snoozeq/auth-token',
  );
});
