import { X509Certificate, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EpochMs } from '@snoozeq/core';
import { createOnce } from './create-once.js';
import { bits, explicit, implicit, integer, octets, oid, sequence, set, text, time, yes } from './der.js';

/** A certificate and its key, in PEM form. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 3_650;
const ECDSA_WITH_SHA256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
const NAME = sequence(set(sequence(oid(2, 5, 4, 3), text('snoozeq emulator'))));
const LOOPBACK_V6 = Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);

/**
 * Makes a certificate for this machine in `directory`, unless there is one, and reads it. It is its own authority: clients are to
 * trust it alone. For development only. @throws Error that names the file when what is there is no certificate
 */
export const ensureDevCertificate = (directory: string, nowMs: EpochMs): CertificateFiles => {
  const folder = resolve(directory);
  const file = join(folder, 'tls.pem');
  const certificateFile = join(folder, 'tls-certificate.pem');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Key and certificate in one file, so that two processes never mix theirs.
  if (!existsSync(file)) createOnce(file, newCertificate(nowMs));
  const both = readFileSync(file, 'utf8');
  const cert = certificateIn(both, file);
  if (!existsSync(certificateFile)) createOnce(certificateFile, cert);
  return { certificateFile, cert, key: both };
};

const certificateIn = (pem: string, file: string): string => {
  try {
    return new X509Certificate(pem).toString();
  } catch (cause) {
    throw new Error(`${file} holds no certificate. Delete it and a new one is made.`, { cause });
  }
};

const newCertificate = (nowMs: EpochMs): string => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    NAME,
    sequence(time(nowMs - DAY_MS), time(nowMs + VALID_DAYS * DAY_MS)),
    NAME,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(isAuthority, namesOfThisMachine)),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, privateKey)));
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n${String(
    privateKey.export({ type: 'pkcs8', format: 'pem' }),
  )}`;
};

/** Basic constraints: may sign, here only itself. Some clients trust no other certificate as a root. */
const isAuthority = sequence(oid(2, 5, 29, 19), yes, octets(sequence(yes)));

const namesOfThisMachine = sequence(
  oid(2, 5, 29, 17),
  octets(
    sequence(
      implicit(2, Buffer.from('localhost')),
      implicit(7, Buffer.from([127, 0, 0, 1])),
      implicit(7, LOOPBACK_V6),
    ),
  ),
);
