import { createWriteStream, openSync } from 'node:fs';
import type { EpochMs } from '@snoozeq/core';

/** What one call did, filled in while it is served. Holds no bodies. */
export interface CallRecord {
  readonly op: string;
  queueId?: string | undefined;
  /** Stored, returned or addressed messages. */
  messages?: number | undefined;
  /** Entries of a batch that failed. */
  failures?: number | undefined;
  /** Highest delivery count of what a get returned, or STOMP pushed. */
  maxDeliveryCount?: number | undefined;
  /** Applied update entries that hid a message for more than 0 seconds. */
  hides?: number | undefined;
  /** The rules whose faults were injected. */
  faults?: readonly string[] | undefined;
}

export interface AnsweredCall extends CallRecord {
  /** Queue time when the reply had been handed over, or was lost. */
  readonly atMs: EpochMs;
  /** 0: an injected fault reset the connection. */
  readonly status: number;
  /** The client's own part of `opc-request-id`; over STOMP the connection, or the subscription that was pushed to. */
  readonly requestId: string;
}

export interface QueueEvent {
  readonly event: 'expired' | 'dead-lettered';
  readonly queueId: string;
  readonly id: string;
  readonly deliveryCount: number;
  /** Expired in the dead-letter queue: nobody was to handle it any more. */
  readonly wasDeadLetter?: boolean;
  readonly atMs: EpochMs;
}

/** One JSON object a line: answered calls and what befell messages. */
export interface CallLog {
  write(line: AnsweredCall | QueueEvent): void;
  /** Resolves when everything written so far is in the file; rejects when the file could not be written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Appends to `file`. Writes collect in memory while an earlier one is under way.
 * @throws when the file cannot be opened; a later failure, such as a full disk, rejects `flush` and `close`
 */
export const createCallLog = (file: string): CallLog => {
  const stream = createWriteStream(file, { fd: openSync(file, 'a') });
  let failure: Error | undefined;
  const failed = (error: Error): Error => (failure ??= error);
  stream.on('error', failed);
  const settled = (start: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      return start((error) => (error ? reject(failed(error)) : resolve()));
    });
  return {
    write: (line) => {
      if (!failure) stream.write(`${JSON.stringify(line)}\n`);
    },
    flush: () => settled((done) => stream.write('', done)),
    close: () => settled((done) => stream.end(done)),
  };
};

export const NO_CALL_LOG: CallLog = {
  write: () => undefined,
  flush: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
