import { StompError, malformed } from '../stomp-error.js';

const NUL = 0;

/** The body of one frame: as many bytes as its length says, or all before the first NUL. */
export class BodyReader {
  /** Present once the body and its NUL have come. */
  body: Buffer | undefined;
  #read: Buffer = Buffer.alloc(0);
  #bytes = 0;

  /** @throws StompError for a length beyond the bound, before a byte of the body has come */
  constructor(
    private readonly length: number | undefined,
    private readonly maxBytes: number,
  ) {
    this.#requireRoom(length ?? 0);
  }

  /** Takes what belongs to the body; the number of bytes taken, its NUL included. */
  take(chunk: Buffer): number {
    const end = this.length === undefined ? chunk.indexOf(NUL) : this.length - this.#bytes;
    if (end < 0 || end >= chunk.length) {
      this.#add(chunk);
      return chunk.length;
    }
    if (chunk[end] !== NUL) throw malformed('The body goes on behind its content-length.');
    this.#add(chunk.subarray(0, end));
    this.body = this.#read.subarray(0, this.#bytes);
    return end + 1;
  }

  /** Into one buffer that doubles: parts of their own would cost many times as much when bytes come one by one. */
  #add(bytes: Buffer): void {
    const needed = this.#bytes + bytes.length;
    this.#requireRoom(needed);
    if (needed > this.#read.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#read.length));
      this.#read.copy(larger, 0, 0, this.#bytes);
      this.#read = larger;
    }
    bytes.copy(this.#read, this.#bytes);
    this.#bytes = needed;
  }

  #requireRoom(bytes: number): void {
    if (bytes <= this.maxBytes) return;
    throw new StompError(
      'PayloadTooLarge',
      `The body has more than ${this.maxBytes} bytes. Store the payload elsewhere and send a reference.`,
    );
  }
}
