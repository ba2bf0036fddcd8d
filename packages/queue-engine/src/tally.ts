import type { MessageRecord } from './message-record.js';
import type { EngineStats } from './contracts.js';

/** Running counts, so that statistics never walk over messages. */
export class Tally {
  #visible = 0;
  #inFlight = 0;
  #bytes = 0;
  #dead = 0;
  #deadBytes = 0;

  get live(): number {
    return this.#visible + this.#inFlight;
  }

  get isEmpty(): boolean {
    return this.live + this.#dead === 0;
  }

  add(record: MessageRecord): void {
    this.#count(record, 1);
  }

  subtract(record: MessageRecord): void {
    this.#count(record, -1);
  }

  /** Nothing leases a dead letter here, so all of them are visible. */
  toStats(): EngineStats {
    return {
      visible: this.#visible,
      inFlight: this.#inFlight,
      sizeBytes: this.#bytes,
      deadLetters: { visible: this.#dead, inFlight: 0, sizeBytes: this.#deadBytes },
    };
  }

  #count({ place, sizeBytes }: MessageRecord, sign: 1 | -1): void {
    if (place === 'visible') this.#visible += sign;
    if (place === 'in-flight') this.#inFlight += sign;
    if (place === 'dead-letter') {
      this.#dead += sign;
      this.#deadBytes += sign * sizeBytes;
    } else this.#bytes += sign * sizeBytes;
  }
}
