import type { AreaStats, Place } from './contracts/index.js';

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

  add(place: Place, sizeBytes: number): void {
    this.#count(place, 1);
    this.#bytes += sizeBytes;
  }

  subtract(place: Place, sizeBytes: number): void {
    this.#count(place, -1);
    this.#bytes -= sizeBytes;
  }

  toStats(): AreaStats {
    return { visible: this.#visible, inFlight: this.#inFlight, sizeBytes: this.#bytes };
  }

  #count(place: Place, step: 1 | -1): void {
    if (place === 'visible') this.#visible += step;
    else this.#inFlight += step;
  }
}
