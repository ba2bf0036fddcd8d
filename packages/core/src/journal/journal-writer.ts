import { firstValueFrom, from, race } from 'rxjs';
import { after } from '../clock/sleep.js';
import type { Clock } from '../contracts/clock.js';
import type { EventSink } from '../contracts/events.js';
import type { Journal, JournalEntry } from '../contracts/journal.js';
import type { DurationMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';

export interface JournalWriterParts {
  readonly journal: Journal;
  /** Hears of entries that are lost. */
  readonly events: EventSink;
  readonly processClock: Clock;
  /** Entries that may wait while the journal is slow; beyond it the new ones are lost. Default 10 000. */
  readonly maxWaiting?: number;
}

/** Entries of one append. */
const MAX_BATCH = 500;
/** How long a stop waits for what has not been written. */
const FLUSH_MS: DurationMs = 2_000;

/**
 * Stands between what handles messages and a journal: takes an entry in no time, and writes in the order of taking, one append at a
 * time. What the journal refuses, or is too slow for, is counted and told, and never tried again: a journal must not hold up work.
 */
export class JournalWriter {
  readonly #parts: JournalWriterParts;
  readonly #maxWaiting: number;
  #waiting: JournalEntry[] = [];
  #overflow = 0;
  #lost = 0;
  #writing: Promise<void> | undefined;

  constructor(parts: JournalWriterParts) {
    this.#parts = parts;
    this.#maxWaiting = parts.maxWaiting ?? 10_000;
  }

  /** Entries that were taken and are not in the journal, since the start. */
  get lost(): number {
    return this.#lost + this.#overflow;
  }

  add(entry: JournalEntry): void {
    if (this.#waiting.length >= this.#maxWaiting) {
      this.#overflow += 1;
      return;
    }
    this.#waiting.push(entry);
    this.#writing ??= this.#write();
  }

  /** Resolves when everything taken so far is written or lost, at the latest after two seconds. */
  async flush(): Promise<void> {
    if (!this.#writing) return;
    await firstValueFrom(race(from(this.#writing), after(this.#parts.processClock, FLUSH_MS)));
  }

  async #write(): Promise<void> {
    // One turn later, so that what happens at once goes into one append.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      await this.#append(batch);
      const overflow = this.#overflow;
      this.#overflow = 0;
      if (overflow > 0) this.#lose(overflow, tooSlow(this.#maxWaiting));
    }
    this.#writing = undefined;
  }

  async #append(batch: readonly JournalEntry[]): Promise<void> {
    try {
      await this.#parts.journal.append(batch);
    } catch (thrown) {
      this.#lose(batch.length, QueueError.from(thrown));
    }
  }

  #lose(lost: number, error: QueueError): void {
    this.#lost += lost;
    this.#parts.events({ kind: 'journal-failed', error, lost });
  }
}

const tooSlow = (maxWaiting: number): QueueError =>
  new QueueError(
    'unavailable',
    `The journal is too slow: ${maxWaiting} entries wait for it already. Give it a faster store.`,
  );
