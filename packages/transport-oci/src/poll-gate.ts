import { QueueError } from '@snoozeq/core';

interface Waiter {
  readonly start: () => void;
  readonly refuse: (error: QueueError) => void;
}

/** Lets a bounded number of long polls be open; others wait here in order, before their deadline starts. */
export class PollGate {
  readonly #waiting: Waiter[] = [];
  #open = 0;

  constructor(private readonly limit: number) {}

  /** Starts at once, and synchronously, when there is room. */
  run<T>(poll: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(abortedInLine());
    if (this.#open < this.limit) return this.#start(poll);
    return new Promise<T>((resolve, reject) => {
      const refuse = (error: QueueError): void => {
        signal?.removeEventListener('abort', onAbort);
        reject(error);
      };
      const start = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve(this.#start(poll));
      };
      const waiter: Waiter = { start, refuse };
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        refuse(abortedInLine());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  close(error: QueueError): void {
    this.#waiting.splice(0).forEach(({ refuse }) => refuse(error));
  }

  async #start<T>(poll: () => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await poll();
    } finally {
      this.#open -= 1;
      this.#waiting.shift()?.start();
    }
  }
}

const abortedInLine = (): QueueError =>
  new QueueError('aborted', 'the caller aborted a receive before it was sent.');
