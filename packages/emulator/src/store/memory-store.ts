import { randomBytes } from 'node:crypto';
import { RECEIPT_SECRET_BYTES, type EmulatorStore } from './contract.js';

const nothing = (): void => undefined;

/** Keeps nothing: the state ends with the process. */
export const createMemoryStore = (): EmulatorStore => ({
  receiptSecret: randomBytes(RECEIPT_SECRET_BYTES),
  changed: nothing,
  saved: nothing,
  removed: nothing,
  replaced: nothing,
  settled: () => undefined,
  close: () => Promise.resolve(),
});
