import type { Clock, DurationMs, QueueError } from '@snoozeq/core';
import { late } from './wire-errors.js';

interface Expected {
  readonly resolve: () => void;
  readonly reject: (error: QueueError) => void;
}

/** Frames that wait for their RECEIPT. */
export class Confirmations {
  readonly #expected = new Map<string, Expected>();

  constructor(
    private readonly processClock: Clock,
    private readonly timeoutMs: DurationMs,
  ) {}

  /** Resolves with the RECEIPT; rejects with the ERROR that names it, with the connection, or when it takes too long. */
  expect(receipt: string, what: string): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const { processClock, timeoutMs } = this;
      const cancel = processClock.schedule(processClock.now() + timeoutMs, () =>
        this.refuse(receipt, late(what, timeoutMs)),
      );
      const ended = (): void => {
        cancel();
        this.#expected.delete(receipt);
      };
      this.#expected.set(receipt, {
        resolve: () => {
          ended();
          resolve();
        },
        reject: (error) => {
          ended();
          reject(error);
        },
      });
    });
  }

  confirm(receipt: string): void {
    this.#expected.get(receipt)?.resolve();
  }

  refuse(receipt: string, error: QueueError): void {
    this.#expected.get(receipt)?.reject(error);
  }

  failAll(error: QueueError): void {
    for (const { reject } of [...this.#expected.values()]) reject(error);
  }
}
