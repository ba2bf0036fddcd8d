// Ways not to sign. Each makes a request that is right in every other respect a bad one.
import { generateKeyPairSync } from 'node:crypto';
import { signatureHeaders } from '../emulator/signer.mjs';

const HOUR_MS = 3_600_000;
const stranger = generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey;

const GARBAGE = [
  ...[
    '',
    'Basic YTpi',
    'Bearer x',
    'Signature',
    'Signature version="1"',
    'signature =',
    'Signature version="2",keyId="a"',
    '"""',
    ',',
  ],
  ...[
    'Signature version="1",keyId="__proto__",algorithm="rsa-sha256",headers="date (request-target) host",signature="AA=="',
  ],
  ...[
    'Signature version="1",keyId="",algorithm="none",headers="",signature=""',
    `Signature ${'a="b",'.repeat(2_000)}`,
  ],
  ...[
    `Signature version="1",keyId="k",algorithm="rsa-sha256",headers="${'host '.repeat(1_500)}",signature="AA=="`,
  ],
  ...[
    `Signature version="1",keyId="k",algorithm="rsa-sha256",headers="host",signature="${'A'.repeat(10_000)}"`,
  ],
];

const without = (headers, name) => headers.filter(([each]) => each !== name);
const replaced = (headers, name, change) =>
  headers.map(([each, value]) => [each, each === name ? change(value) : value]);

export const BAD_SIGNATURES = [
  { name: 'no signature', sign: () => [] },
  {
    name: 'a signature that is none',
    sign: (_request, _identity, random) => [['authorization', random.pick(GARBAGE)]],
  },
  {
    name: 'a foreign key',
    sign: (request, { keyId }) => signatureHeaders(request, { keyId, privateKey: stranger }),
  },
  {
    name: 'an unknown key id',
    sign: (request, { privateKey }) => signatureHeaders(request, { keyId: 't/u/0f', privateKey }),
  },
  {
    name: 'a date far away',
    sign: (request, identity, random) =>
      signatureHeaders(
        request,
        identity,
        Date.now() + random.pick([-1, 1]) * random.pick([HOUR_MS, 400 * 24 * HOUR_MS]),
      ),
  },
  {
    name: 'a date that is none',
    sign: (request, identity, random) =>
      replaced(signatureHeaders(request, identity), 'x-date', () =>
        random.pick(['now', '0', '', '1e99', 'Tue, 99 Foo 20260']),
      ),
  },
  {
    name: 'the signature of another request',
    sign: (request, identity) => signatureHeaders({ ...request, target: `${request.target}x` }, identity),
  },
  {
    name: 'a signed header left out',
    sign: (request, identity) => without(signatureHeaders(request, identity), 'x-date'),
  },
  {
    name: 'another algorithm',
    sign: (request, identity, random) =>
      replaced(signatureHeaders(request, identity), 'authorization', (text) =>
        text.replace(
          'rsa-sha256',
          random.pick(['none', 'hmac-sha256', 'rsa-sha1', 'RSA-SHA512', '__proto__']),
        ),
      ),
  },
  {
    name: 'a signature that is cut',
    sign: (request, identity, random) =>
      replaced(signatureHeaders(request, identity), 'authorization', (text) =>
        text.slice(0, random.int(0, text.length - 20)),
      ),
  },
  {
    name: 'a date that is not covered',
    sign: (request, identity) =>
      replaced(signatureHeaders(request, identity), 'authorization', (text) => text.replace('x-date ', '')),
  },
  {
    name: 'another body',
    fits: ({ body }) => body !== undefined,
    sign: ({ body, ...request }, identity) =>
      signatureHeaders(
        { ...request, body: Buffer.concat([body?.subarray(0, -1) ?? Buffer.alloc(0), Buffer.from('!')]) },
        identity,
      ),
  },
];
