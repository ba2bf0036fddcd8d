import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readStompPlace } from './stomp-place.js';

const folder = mkdtempSync(join(tmpdir(), 'stomp-place-'));
beforeAll(() => {
  writeFileSync(join(folder, 'token'), 's3cret-token\n');
  writeFileSync(join(folder, 'ca.pem'), 'PEM');
});
afterAll(() => rmSync(folder, { recursive: true }));

const placeOf = (text: string) => {
  const file = join(folder, 'stomp.json');
  writeFileSync(file, text);
  return readStompPlace(file);
};
const told = (more: object) =>
  JSON.stringify({ host: 'h', login: 't/u', tokenFile: join(folder, 'token'), ...more });

test.each([
  ['the port of OCI and the certificates of the system', {}, {}],
  ['TCP, as the emulator has it', { port: 9 }, { port: 9, tls: 'off' }],
  ['TLS before TCP', { port: 9, tlsPort: 10 }, { port: 10 }],
  [
    'TLS with a certificate of its own',
    { tlsPort: 10, certificateFile: 'ca.pem' },
    { port: 10, tls: { ca: 'PEM' } },
  ],
])('%s', (_name, more, expected) => {
  const at = 'certificateFile' in more ? { ...more, certificateFile: join(folder, 'ca.pem') } : more;
  expect(placeOf(told(at))).toEqual({ host: 'h', login: 't/u', authToken: 's3cret-token', ...expected });
});

test.each([
  ['nothing', '', /holds no JSON object/],
  ['no object', '["s3cret"', /holds no JSON object/],
  ['no host', '{"login":"s3cret"}', /"host" is missing or wrong/],
  ['a port that is none', told({ port: 's3cret' }), /"port" is missing or wrong/],
  ['a token that is not there', told({ tokenFile: '/nowhere/token' }), /tokenFile .* cannot be read/],
])('%s is refused with the remedy, and nothing is quoted', (_name, text, reason) => {
  const read = (): unknown => placeOf(text);
  const told = { name: 'UsageError', message: expect.stringMatching(reason) };
  expect(read).toThrow(expect.objectContaining(told));
  expect(read).not.toThrow(/s3cret/);
});

test('a file that is not there', () => {
  expect(() => readStompPlace(join(folder, 'nowhere'))).toThrow(/--stomp .*nowhere cannot be read/);
});
