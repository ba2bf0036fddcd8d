import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureDevCertificate } from './dev-certificate.js';

const NOW_MS = Date.UTC(2049, 11, 31, 12);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'snoozeq-certificate-'));
});
afterEach(() => rm(directory, { recursive: true }));

test.each(['localhost', '127.0.0.1', '::1'])('the certificate is for %s, signed by its own key', (name) => {
  const { cert, key } = ensureDevCertificate(directory, NOW_MS);
  const certificate = new X509Certificate(cert);
  expect(name === 'localhost' ? certificate.checkHost(name) : certificate.checkIP(name)).toBe(name);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(certificate.ca).toBe(true);
});

test('it is valid from a day before it was made, for ten years', () => {
  const { validFrom, validTo } = new X509Certificate(ensureDevCertificate(directory, NOW_MS).cert);
  expect(new Date(validFrom).toISOString()).toBe('2049-12-30T12:00:00.000Z');
  expect(new Date(validTo).toISOString()).toBe('2059-12-29T12:00:00.000Z');
});

test('it is kept, and what clients trust is a file without the key', () => {
  const { cert, certificateFile } = ensureDevCertificate(directory, NOW_MS);
  expect(ensureDevCertificate(directory, NOW_MS + 1).cert).toBe(cert);
  expect(readFileSync(certificateFile, 'utf8')).toBe(cert);
  expect(cert).not.toContain('PRIVATE KEY');
  expect(statSync(join(directory, 'tls.pem')).mode & 0o777).toBe(0o600);
});

test('a file that holds no certificate is named', () => {
  writeFileSync(join(directory, 'tls.pem'), 'none');
  expect(() => ensureDevCertificate(directory, NOW_MS)).toThrow(/tls\.pem holds no certificate.*Delete it/);
});
