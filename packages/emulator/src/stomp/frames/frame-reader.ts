import { malformed } from '../stomp-error.js';
import { BodyReader } from './body-reader.js';
import type { Frame, StompVersion } from './frame.js';
import { COMMAND_BYTES, type FrameBounds } from './frame-bounds.js';
import { readHead, type Head } from './read-head.js';

const [NUL, LF, CR] = [0, 10, 13];

/**
 * Frames from bytes, however they are cut into chunks. Holds no more than one frame within its bounds. What cannot become a frame is
 * an error as soon as it is seen, what only lacks its end waits for more.
 */
export class FrameReader {
  /** What escapes depend on; to be set between two frames. */
  version: StompVersion = '1.0';
  /** The head as far as it has come. */
  #head: Buffer = Buffer.alloc(0);
  #body: { readonly head: Head; readonly reader: BodyReader } | undefined;

  constructor(private readonly bounds: FrameBounds) {}

  /** Whether a frame has begun and not ended. */
  get isInFrame(): boolean {
    return this.#body !== undefined || this.#head.length > 0;
  }

  /**
   * The frames that this chunk completes, one at a time: the version may change between two.
   * @throws StompError for bytes that are no frame; the reader is of no use then
   */
  *read(chunk: Buffer): Generator<Frame> {
    let rest = chunk;
    while (rest.length > 0) {
      rest = this.#body ? rest : this.#readHead(rest);
      if (!this.#body) return;
      const { head, reader } = this.#body;
      const taken = reader.take(rest);
      rest = rest.subarray(taken);
      if (reader.body === undefined) return;
      this.#body = undefined;
      yield { ...head, body: reader.body };
    }
  }

  /** Takes bytes up to the end of the head. The bytes behind it. */
  #readHead(chunk: Buffer): Buffer {
    const fresh = this.#head.length > 0 ? chunk : withoutLineEnds(chunk);
    const known = this.#head.length;
    this.#head = known === 0 ? fresh : Buffer.concat([this.#head, fresh]);
    // The end may begin two bytes before what is new.
    const end = endOfHead(this.#head, Math.max(0, known - 2));
    this.#check(end ? this.#head.subarray(0, end.at) : this.#head);
    if (!end) return Buffer.alloc(0);
    const head = readHead(this.#head.subarray(0, end.at), this.version, this.bounds);
    const rest = this.#head.subarray(end.next);
    this.#head = Buffer.alloc(0);
    this.#body = { head, reader: new BodyReader(lengthOf(head), this.bounds.bodyBytes) };
    return rest;
  }

  #check(head: Buffer): void {
    const { headBytes, headers } = this.bounds;
    if (head.length > headBytes) {
      throw malformed(`The headers have more than ${headBytes} bytes. Send fewer or shorter ones.`);
    }
    if (head.includes(NUL)) throw malformed('A NUL came before the empty line that ends the headers.');
    const command = head.indexOf(LF);
    if (command > COMMAND_BYTES || (command < 0 && head.length > COMMAND_BYTES)) {
      throw malformed('A frame begins with a command on a line of its own.');
    }
    if (command >= 0 && lineCount(head) > headers + 1) {
      throw malformed(`The frame has more than ${headers} headers. Send fewer.`);
    }
  }
}

/** Between frames they are heart-beats, or the end of the line behind the last frame. */
const withoutLineEnds = (chunk: Buffer): Buffer => {
  let at = 0;
  while (chunk[at] === LF || chunk[at] === CR) at += 1;
  return chunk.subarray(at);
};

const lineCount = (head: Buffer): number => {
  let count = 0;
  for (let at = head.indexOf(LF); at >= 0; at = head.indexOf(LF, at + 1)) count += 1;
  return count;
};

/** Where the head ends without its last line end, and where the body begins. */
const endOfHead = (
  bytes: Buffer,
  from: number,
): { readonly at: number; readonly next: number } | undefined => {
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return { at, next: next + 1 };
  }
  return undefined;
};

/** @throws StompError for a length that is no number */
const lengthOf = ({ headers }: Head): number | undefined => {
  const text = headers.get('content-length');
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw malformed('content-length is not a number of bytes.');
};
