import { isUtf8 } from 'node:buffer';
import { parseLine, type InputLine } from './input-line.js';

/** Our limit: a message has at most 256 KB, so a longer line is not NDJSON. Protects the memory of this process. */
export const MAX_LINE_BYTES = 4 * 1_024 * 1_024;

const LINE_FEED = 0x0a;

/** All lines of an NDJSON stream, parsed; blank ones are left out but counted. A byte order mark and CRLF are accepted. */
export const readLines = async (chunks: AsyncIterable<Uint8Array>): Promise<readonly InputLine[]> => {
  const lines: InputLine[] = [];
  const cutter = new LineCutter((line) => lines.push(line));
  for await (const chunk of chunks) cutter.add(chunk);
  cutter.end();
  return lines;
};

/** Cuts bytes, not text: a character that is spread over two chunks stays whole, and a bad byte is found on its line. */
class LineCutter {
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #line = 1;

  constructor(private readonly emit: (line: InputLine) => void) {}

  add(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.#keep(chunk.subarray(start, end));
      this.end();
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  end(): void {
    const line = this.#toLine();
    if (line) this.emit(line);
    this.#parts = [];
    this.#bytes = 0;
    this.#line += 1;
  }

  #keep(part: Uint8Array): void {
    this.#bytes += part.length;
    // What is too long is only counted.
    if (this.#bytes <= MAX_LINE_BYTES) this.#parts.push(part);
    else this.#parts = [];
  }

  #toLine(): InputLine | undefined {
    const line = this.#line;
    if (this.#bytes > MAX_LINE_BYTES) return { kind: 'invalid', line, reason: tooLong(this.#bytes) };
    const bytes = Buffer.concat(this.#parts);
    // Checked, because decoding would put replacement characters into the message without a word.
    if (!isUtf8(bytes)) return { kind: 'invalid', line, reason: 'not UTF-8: save the input as UTF-8' };
    const text = line === 1 ? bytes.toString().replace(/^\uFEFF/, '') : bytes.toString();
    return text.trim() === '' ? undefined : parseLine(text, line);
  }
}

const tooLong = (bytes: number): string =>
  `${bytes} bytes, the limit of a line is ${MAX_LINE_BYTES}: write one message on each line, and store a large body elsewhere`;
