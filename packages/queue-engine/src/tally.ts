import type { AreaStats } from './contracts/index.js';
import type { MessageRecord } from './message-record.js';

export const NO_MESSAGES: AreaStats = { visible: 0, inFlight: 0, sizeBytes: 0 };

/** Running counts of an area or of a channel in it, so that statistics never walk over messages. */
export class Tally {
  #visible = 0;
  #inFlight = 0;
  #bytes = 0;

  get sizeBytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#visible + this.#inFlight === 0;
  }

  add(record: MessageRecord): void {
    this.#count(record, 1);
  }

  subtract(record: MessageRecord): void {
    this.#count(record, -1);
  }

  toStats(): AreaStats {
    return { visible: this.#visible, inFlight: this.#inFlight, sizeBytes: this.#bytes };
  }

  #count({ place, sizeBytes }: MessageRecord, sign: 1 | -1): void {
    if (place === 'visible') this.#visible += sign;
    else this.#inFlight += sign;
    this.#bytes += sign * sizeBytes;
  }
}
