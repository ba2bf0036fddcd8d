import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { EpochMs } from '@snoozeq/core';

/** A line that the producer writes for each stored message. */
export interface PublishedRecord {
  readonly line: number;
  readonly key: string;
  readonly id: string;
  readonly serviceId: string;
}

/** A line that a consumer writes, synchronously, before each handler start. `atMs` is the emulator's time. */
export interface StartRecord {
  readonly consumer: string;
  readonly id: string;
  readonly key: string;
  readonly serviceId: string;
  readonly atMs: EpochMs;
  readonly leaseUntilMs: EpochMs;
  readonly deliveryCount: number;
  readonly attempt: number;
  readonly holds: number;
}

/** A line of the emulator's log: an answered call, or what befell a message. */
export interface LogRecord {
  readonly op?: string;
  readonly event?: string;
  readonly queueId?: string;
  /** The client's own part of it begins with the name of the process. */
  readonly requestId?: string;
  readonly messages?: number;
  readonly maxDeliveryCount?: number;
  readonly hides?: number;
}

const CHUNK_BYTES = 1 << 18;
const NEWLINE = 10;

/** Reads the lines that were added to a file of JSON lines since the last look. A file that is not there yet is empty. */
export class RecordTail<TRecord> {
  readonly #file: string;
  #position = 0;
  #rest = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = file;
  }

  read(): readonly TRecord[] {
    if (!existsSync(this.#file)) return [];
    const added = Buffer.concat([this.#rest, this.#readBytes()]);
    const end = added.lastIndexOf(NEWLINE) + 1;
    this.#rest = added.subarray(end);
    return added
      .subarray(0, end)
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as TRecord);
  }

  #readBytes(): Buffer {
    const descriptor = openSync(this.#file, 'r');
    const chunks: Buffer[] = [];
    try {
      for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        const bytes = readSync(descriptor, chunk, 0, CHUNK_BYTES, this.#position);
        chunks.push(chunk.subarray(0, bytes));
        this.#position += bytes;
        if (bytes < CHUNK_BYTES) return Buffer.concat(chunks);
      }
    } finally {
      closeSync(descriptor);
    }
  }
}
