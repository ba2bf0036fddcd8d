import { randomBytes } from 'node:crypto';
import { RECEIPT_SECRET_BYTES, type EmulatorStore } from './contract.js';

/** Keeps nothing: the state ends with the process. */
export class MemoryStore implements EmulatorStore {
  receiptSecret = randomBytes(RECEIPT_SECRET_BYTES);

  changed(): void {}

  saved(): void {}

  removed(): void {}

  clockChanged(): void {}

  replaced(): void {
    this.receiptSecret = randomBytes(RECEIPT_SECRET_BYTES);
  }

  settled(): undefined {
    return undefined;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
