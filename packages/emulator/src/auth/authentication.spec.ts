import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { SimpleAuthenticationDetailsProvider } from 'oci-common';
import { QueueClient } from 'oci-queue';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const MINUTE_MS = 60_000;
const NOW_MS = Date.UTC(2026, 5, 1, 12);

let t: TestEmulator;
let privateKey: KeyObject;
let path: string;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator({ realClock: new VirtualClock(NOW_MS) });
  privateKey = createPrivateKey(readFileSync(join(t.directory, 'api-key.pem')));
  const { id } = t.emulator.queues.createActive({
    displayName: 'q',
    compartmentId: 'c',
    timeoutInSeconds: 0,
  });
  path = `/20210201/queues/${id}/messages`;
});
afterAll(() => t.close());

interface Signing {
  readonly method?: string;
  readonly target?: string;
  readonly body?: string;
  readonly dateMs?: number;
  readonly dateHeader?: string;
  readonly signed?: readonly string[];
  readonly key?: KeyObject;
  /** Changes what is sent after it was signed. */
  readonly tamper?: (sent: { headers: Record<string, string>; body: string; target: string }) => void;
}

const BODY = '{"messages":[{"content":"a"}]}';
const GET_HEADERS = ['x-date', '(request-target)', 'host'];
const POST_HEADERS = [
  'date',
  '(request-target)',
  'host',
  'Content-Type',
  'content-length',
  'x-content-sha256',
];

/** Signs as the SDKs do, by hand, so that single parts can be wrong. */
const call = (signing: Signing): Promise<{ status: number; body: string }> => {
  const { method = 'GET', target = path, body = '', dateMs = NOW_MS, key = privateKey } = signing;
  const signed = signing.signed ?? (method === 'GET' ? GET_HEADERS : POST_HEADERS);
  const date = signing.dateHeader ?? new Date(dateMs).toUTCString();
  const headers: Record<string, string> = {
    host: new URL(t.emulator.origin).host,
    date,
    'x-date': date,
    'content-type': 'application/json',
    ...(method !== 'GET' && {
      'content-length': String(Buffer.byteLength(body)),
      'x-content-sha256': createHash('sha256').update(body).digest('base64'),
    }),
  };
  const lines = signed.map((name) =>
    name === '(request-target)'
      ? `(request-target): ${method.toLowerCase()} ${target}`
      : `${name.toLowerCase()}: ${headers[name.toLowerCase()]}`,
  );
  const signature = sign('sha256', Buffer.from(lines.join('\n')), key).toString('base64');
  headers['authorization'] =
    `Signature headers="${signed.join(' ')}",keyId="${t.credentials.keyId}",algorithm="rsa-sha256",signature="${signature}",version="1"`;
  const sent = { headers, body, target };
  signing.tamper?.(sent);
  return exchange(method, sent);
};

const exchange = (method: string, sent: { headers: Record<string, string>; body: string; target: string }) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const outgoing = request(
      `${t.emulator.origin}${sent.target}`,
      { method, headers: sent.headers },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(sent.body);
  });

test.each<[string, Signing]>([
  ['a get signed as the TypeScript SDK does (F8.date-header, F8.authorization)', {}],
  ['a get signed as the other SDKs do (F8.date-header)', { signed: ['date', '(request-target)', 'host'] }],
  [
    'a post, the names of its headers in mixed case (F8.header-case, F8.body-hash)',
    { method: 'POST', body: BODY },
  ],
  [
    'a query with an escape, kept raw (F8.request-target)',
    {
      get target() {
        return `${path}?channelFilter=a%20b`;
      },
    },
  ],
  ['a clock 5 minutes slow', { dateMs: NOW_MS - 5 * MINUTE_MS }],
  ['a clock 5 minutes fast', { dateMs: NOW_MS + 5 * MINUTE_MS }],
])('takes %s', async (_name, signing) => {
  expect((await call(signing)).status).toBe(200);
});

test.each<[string, Signing, RegExp]>([
  ['no signature', { tamper: ({ headers }) => delete headers['authorization'] }, /not a version 1 Signature/],
  [
    'half a signature',
    { tamper: ({ headers }) => void (headers['authorization'] = 'Signature version="1"') },
    /not a version 1/,
  ],
  ['a clock more than 5 minutes slow', { dateMs: NOW_MS - 5 * MINUTE_MS - 1_000 }, /x-date is 301 s away/],
  ['a clock more than 5 minutes fast', { dateMs: NOW_MS + 5 * MINUTE_MS + 1_000 }, /x-date is 301 s away/],
  ['a date that is none', { dateHeader: 'yesterday' }, /x-date is not a date/],
  ['no signed date', { signed: ['(request-target)', 'host'] }, /neither date nor x-date/],
  ['an unsigned target', { signed: ['x-date', 'host'] }, /does not cover \(request-target\)/],
  [
    'an unsigned body (F8.signed-headers)',
    { method: 'POST', body: BODY, signed: GET_HEADERS },
    /does not cover content-length/,
  ],
  ['a header that was not sent', { signed: [...GET_HEADERS, 'opc-absent'] }, /was not sent/],
  ['another key', { key: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey }, /does not match/],
  [
    'an unknown key id (F8.key-id)',
    {
      tamper: ({ headers }) =>
        void (headers['authorization'] = (headers['authorization'] ?? '').replace('keyId="', 'keyId="x')),
    },
    /key id is not known/,
  ],
  [
    'another algorithm',
    {
      tamper: ({ headers }) =>
        void (headers['authorization'] = (headers['authorization'] ?? '').replace(
          'rsa-sha256',
          'hmac-sha256',
        )),
    },
    /use rsa-sha256/,
  ],
  ['a changed query', { tamper: (sent) => void (sent.target += '?limit=20') }, /does not match/],
  [
    'a changed body (F8.body-hash)',
    { method: 'POST', body: BODY, tamper: (sent) => void (sent.body = BODY.replace('"a"', '"b"')) },
    /not the hash of the body/,
  ],
  [
    'a changed body hash',
    { method: 'POST', body: BODY, tamper: ({ headers }) => void (headers['x-content-sha256'] = 'AAAA') },
    /does not match/,
  ],
])('refuses %s with 401 (F5.signature)', async (_name, signing, message) => {
  const { status, body } = await call(signing);
  const { code, message: text } = JSON.parse(body) as { code: string; message: string };
  expect({ status, code }).toEqual({ status: 401, code: 'NotAuthenticated' });
  expect(text).toMatch(message);
});

test('what was refused was not done', async () => {
  await call({ method: 'POST', body: BODY });
  await call({ method: 'POST', body: BODY, tamper: (sent) => void (sent.body = BODY.replace('"a"', '"b"')) });
  const { body } = await call({ target: `${path}?limit=20` });
  expect(body).not.toContain('"content":"b"');
});

test("Oracle's client with a foreign key gets NotAuthenticated", async () => {
  const [tenancy = '', user = '', fingerprint = ''] = t.credentials.keyId.split('/');
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  const client = new QueueClient({
    authenticationDetailsProvider: new SimpleAuthenticationDetailsProvider(
      tenancy,
      user,
      fingerprint,
      String(foreign),
      null,
    ),
  });
  client.endpoint = t.emulator.origin;
  const refusal = await refusalOf(client.getMessages({ queueId: 'any' }));
  client.close();
  expect(refusal).toMatchObject({ statusCode: 401, serviceCode: 'NotAuthenticated' });
});
