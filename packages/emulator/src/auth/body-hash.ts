import { createHash, timingSafeEqual } from 'node:crypto';
import { OciError } from '../http/oci-error.js';

/** @throws OciError 401 when the body is not the one that was signed */
export const checkBodyHash = (body: Buffer | undefined, signedHash: string): void => {
  const actual = createHash('sha256')
    .update(body ?? '')
    .digest();
  const expected = Buffer.from(signedHash, 'base64');
  if (actual.length === expected.length && timingSafeEqual(actual, expected)) return;
  throw new OciError(
    401,
    'NotAuthenticated',
    'x-content-sha256 is not the hash of the body. Hash the bytes that you send.',
  );
};
