import { randomBytes } from 'node:crypto';

const PART_DIGITS = 32;

/** Makes the service's two parts of a request id: one for the run, one that counts. Both 32 hex digits. */
export const createRequestIds = (): (() => string) => {
  const run = randomBytes(PART_DIGITS / 2)
    .toString('hex')
    .toUpperCase();
  let count = 0;
  return () => `${run}/${(++count).toString(16).toUpperCase().padStart(PART_DIGITS, '0')}`;
};
