import { verify } from 'node:crypto';
import type { EpochMs } from '@snoozeq/core';
import { OciError } from '../http/oci-error.js';
import { authorizationReader, type SignatureParts } from './authorization-header.js';
import type { KeyStore } from './key-store.js';
import { requiredHeaders, signingString, type SignedRequest } from './signing-string.js';

/** OCI: a request is refused when its date is more than five minutes away, documented. Measured in real time, not queue time. */
const MAX_SKEW_MS = 5 * 60_000;

const refused = (reason: string): OciError => new OciError(401, 'NotAuthenticated', reason);

/**
 * A check of all of a signature that needs no body. The hash of the body is covered by the signature and compared later. It
 * throws an OciError 401 with the reason, for anything that is missing, unknown, too old or does not verify.
 */
export const signatureVerifier = (keys: KeyStore): ((request: SignedRequest, nowMs: EpochMs) => void) => {
  const read = authorizationReader();
  return (request, nowMs) => check(request, read(request.headers.authorization), { keys, nowMs });
};

const check = (
  request: SignedRequest,
  parts: SignatureParts | undefined,
  { keys, nowMs }: { readonly keys: KeyStore; readonly nowMs: EpochMs },
): void => {
  if (!parts) throw refused('Authorization is not a version 1 Signature. Sign the request with an OCI SDK.');
  if (parts.algorithm !== 'rsa-sha256') throw refused(`The algorithm is ${parts.algorithm}; use rsa-sha256.`);
  const missing = requiredHeaders(request.method).find((name) => !parts.headers.includes(name));
  if (missing !== undefined) throw refused(`The signature does not cover ${missing}. Sign it as well.`);
  checkDate(parts.headers, request, nowMs);
  const key = keys.get(parts.keyId);
  if (!key) throw refused('The key id is not known here. Use the config file that the emulator wrote.');
  const text = signingString(parts.headers, request);
  if (text === undefined)
    throw refused('A header that the signature names was not sent. Send every signed header.');
  // Node reads header bytes as latin1, so latin1 gives back the bytes that were signed.
  if (!verify('sha256', Buffer.from(text, 'latin1'), key, Buffer.from(parts.signature, 'base64'))) {
    throw refused(
      'The signature does not match the request. Check the key, and that no proxy changes signed headers.',
    );
  }
};

const checkDate = (signed: readonly string[], { headers }: SignedRequest, nowMs: EpochMs): void => {
  const name = ['x-date', 'date'].find((each) => signed.includes(each));
  if (name === undefined) throw refused('The signature covers neither date nor x-date. Sign one of them.');
  const sentMs = Date.parse(String(headers[name]));
  if (Number.isNaN(sentMs)) throw refused(`${name} is not a date. Send it in the form of RFC 7231.`);
  const skewMs = Math.abs(nowMs - sentMs);
  if (skewMs <= MAX_SKEW_MS) return;
  throw refused(
    `${name} is ${Math.round(skewMs / 1_000)} s away from the time here, allowed are ${MAX_SKEW_MS / 1_000} s. Set the client's clock.`,
  );
};
