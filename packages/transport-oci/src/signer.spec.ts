import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SimpleAuthenticationDetailsProvider, type HttpRequest } from 'oci-common';
import { createSigner, signedHeaders } from './signer.js';
import { anIdentity } from './test-support/identity.js';
import { signatureHolds, type ReceivedRequest } from './test-support/verify-signature.js';

const { keyId, pem, publicKey, provider } = anIdentity();
const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
const base = 'https://cell-1.queue.example.com/20210201/queues/ocid1.queue..q/messages';

const signed = (method: string, body = '', uri = `${base}?limit=20&channelFilter=ready`): ReceivedRequest => {
  const url = new URL(uri);
  const request = { method, url, contentType: 'application/json', body, date };
  const headers = signedHeaders(request, keyId, createPrivateKey(pem));
  return { method, target: `${url.pathname}${url.search}`, headers, body };
};

describe('signature', () => {
  test.each([
    ['GET', '', 'x-date (request-target) host'],
    ['DELETE', '', 'x-date (request-target) host'],
    ['POST', '{"a":"é"}', 'x-date (request-target) host content-type content-length x-content-sha256'],
    ['POST', '', 'x-date (request-target) host content-type content-length x-content-sha256'],
    ['PUT', '{}', 'x-date (request-target) host content-type content-length x-content-sha256'],
  ])('of %s %p holds and covers %s', (method, body, covered) => {
    const request = signed(method, body);
    expect(signatureHolds(request, publicKey)).toBe(true);
    expect(request.headers['authorization']).toMatch(/^Signature version="1",/);
    expect(request.headers['authorization']).toContain(`keyId="${keyId}",algorithm="rsa-sha256"`);
    expect(request.headers['authorization']).toContain(`headers="${covered}"`);
  });

  test('names host with a port that is not the usual one', () => {
    expect(signed('GET', '', 'http://127.0.0.1:8080/x').headers['host']).toBe('127.0.0.1:8080');
    expect(signed('GET', '', 'https://a.example/x').headers['host']).toBe('a.example');
  });

  test('states the length of the body in bytes', () =>
    expect(signed('POST', 'é').headers['content-length']).toBe('2'));

  test.each([
    ['method', (request: ReceivedRequest) => ({ ...request, method: 'PUT' })],
    ['target', (request: ReceivedRequest) => ({ ...request, target: `${request.target}x` })],
    ['body', (request: ReceivedRequest) => ({ ...request, body: 'other' })],
    ['host', (request: ReceivedRequest) => ({ ...request, headers: { ...request.headers, host: 'evil' } })],
    ['date', (request: ReceivedRequest) => ({ ...request, headers: { ...request.headers, 'x-date': 'x' } })],
  ])('does not hold for another %s', (_, changed) =>
    expect(signatureHolds(changed(signed('POST', 'body')), publicKey)).toBe(false),
  );
});

const anSdkRequest = (method: HttpRequest['method'], body?: string): HttpRequest => ({
  method,
  uri: `${base}?limit=2`,
  headers: new Headers({ 'content-type': 'application/json', 'opc-request-id': 'me.1' }),
  body,
});

const received = (request: HttpRequest): ReceivedRequest => ({
  method: request.method,
  target: new URL(request.uri).pathname + new URL(request.uri).search,
  headers: Object.fromEntries(request.headers.entries()),
  body: request.body ?? '',
});

describe('signer', () => {
  test.each(['GET', 'POST'] as const)('signs %s of the SDK and keeps its other headers', async (method) => {
    const request = anSdkRequest(method, method === 'POST' ? '{"x":1}' : undefined);
    await createSigner(provider)(request, date);
    expect(signatureHolds(received(request), publicKey)).toBe(true);
    expect(request.headers.get('x-date')).toBe(date);
    expect(request.headers.get('opc-request-id')).toBe('me.1');
  });

  test('takes a key that the provider has changed while it renewed its token', async () => {
    const next = anIdentity();
    const current = { ...provider, pem };
    const renewing = {
      ...provider,
      getKeyId: () => Promise.resolve((current.pem = next.pem)).then(() => 'ST$token'),
      getPrivateKey: () => current.pem,
    };
    const request = anSdkRequest('GET');
    await createSigner(renewing)(request, date);
    expect(signatureHolds(received(request), next.publicKey)).toBe(true);
  });

  test.each([
    ['pkcs8', { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' }],
    ['pkcs1', { type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' }],
  ] as const)('opens an encrypted %s key with its pass phrase', async (_, format) => {
    const encrypted = createPrivateKey(pem).export(format).toString();
    const locked = { ...provider, getPrivateKey: () => encrypted, getPassphrase: () => 'open' };
    const request = anSdkRequest('GET');
    await createSigner(locked)(request, date);
    expect(signatureHolds(received(request), publicKey)).toBe(true);
    const wrong = { ...locked, getPassphrase: () => 'shut-secret' };
    const refused = createSigner(wrong)(anSdkRequest('GET'), date);
    await expect(refused).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.not.stringContaining('shut-secret'),
    });
  });

  test('refuses a key that is not RSA', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const elliptic = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const refused = createSigner({ ...provider, getPrivateKey: () => elliptic })(anSdkRequest('GET'), date);
    await expect(refused).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('ec'),
    });
  });

  test('leaves providers that stand for another one to the signer of the SDK', async () => {
    const standIn = new SimpleAuthenticationDetailsProvider(
      't',
      'u',
      'f',
      '',
      null,
      undefined,
      'instance_principal',
      'obo',
    );
    standIn.setProvider(provider);
    const request = anSdkRequest('POST', '{"x":1}');
    await createSigner(standIn)(request, date);
    expect(signatureHolds(received(request), publicKey)).toBe(true);
    expect(request.headers.get('opc-obo-token')).toBe('obo');
    expect(request.headers.get('x-date')).toBe(date);
  });
});
