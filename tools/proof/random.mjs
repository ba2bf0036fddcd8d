/** Random choices that depend on a text only, so that a part of a run can be made again without the rest. */
export class Random {
  #state = 0x811c9dc5;

  constructor(seed) {
    for (const char of String(seed)) this.#state = Math.imul(this.#state ^ char.charCodeAt(0), 0x01000193);
  }

  /** From 0 up to, not including, 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Both ends included. */
  int(min, max) {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(share) {
    return this.next() < share;
  }

  pick(list) {
    return list[this.int(0, list.length - 1)];
  }

  /** Small numbers are as likely as large ones. */
  size(max) {
    return Math.floor(Math.exp(this.next() * Math.log(max)));
  }

  /** A whole number that is not from `min` to `max`. */
  outside(min, max) {
    const far = this.pick([1, 2, 2 ** 31, 2 ** 53, this.size(1e9)]);
    return this.chance(0.5) ? min - far : max + far;
  }

  bytes(length) {
    return Buffer.from(Array.from({ length }, () => this.int(0, 255)));
  }
}
