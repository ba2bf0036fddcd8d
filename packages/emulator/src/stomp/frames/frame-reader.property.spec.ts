import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { StompError } from '../stomp-error.js';
import { escaped } from './escapes.js';
import type { StompVersion } from './frame.js';
import { HEAD_BOUNDS } from './frame-bounds.js';
import { FrameReader } from './frame-reader.js';

const BODY_BYTES = 1_000;
const versions = fc.constantFrom<StompVersion>('1.0', '1.1', '1.2');

interface Sent {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly withLength: boolean;
}

const names = fc.stringMatching(/^[a-z-]{1,10}$/).filter((name) => name !== 'content-length');
const frames = fc.record<Sent>({
  command: fc.constantFrom('SEND', 'SUBSCRIBE', 'ACK'),
  headers: fc.dictionary(names, fc.string({ unit: 'binary', maxLength: 20 }), { maxKeys: 5 }),
  body: fc.uint8Array({ maxLength: 300 }),
  withLength: fc.boolean(),
});

/** 1.0 has no escapes and trims, so there only words travel. */
const plain = (text: string, version: StompVersion): string =>
  version === '1.2' ? text.replaceAll('\0', '') : text.replace(/[^a-zA-Z0-9]/g, '');

const bytesOf = ({ command, headers, body, withLength }: Sent, version: StompVersion): Buffer => {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}:${escaped(plain(value, version), version)}\n`,
  );
  const length = withLength ? `content-length:${body.length}\n` : '';
  const content = withLength ? Buffer.from(body) : Buffer.from(body.filter((byte) => byte !== 0));
  return Buffer.concat([
    Buffer.from(`${command}\n${lines.join('')}${length}\n`),
    content,
    Buffer.from('\0\n'),
  ]);
};

/** Cuts at the places that are given as parts of the whole. */
const chunksOf = (bytes: Buffer, cuts: readonly number[]): readonly Buffer[] => {
  const places = [...cuts.map((cut) => Math.floor(cut * bytes.length)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  return places.map((place, index) => bytes.subarray(places[index - 1] ?? 0, place));
};

const readAll = (chunks: readonly Buffer[], version: StompVersion) => {
  const reader = new FrameReader({ ...HEAD_BOUNDS, bodyBytes: BODY_BYTES });
  reader.version = version;
  return chunks.flatMap((chunk) =>
    [...reader.read(chunk)].map(({ command, headers, body }) => ({
      command,
      headers: Object.fromEntries(headers),
      body: body.toString('hex'),
    })),
  );
};

const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

test('what was written is read, wherever it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(frames, { minLength: 1, maxLength: 4 }),
      fractions,
      versions,
      (sent, cuts, version) => {
        const bytes = Buffer.concat(sent.map((frame) => bytesOf(frame, version)));
        const read = readAll(chunksOf(bytes, cuts), version);
        expect(read).toEqual(readAll([bytes], version));
        expect(read).toEqual(
          readAll(
            Array.from(bytes, (byte) => Buffer.from([byte])),
            version,
          ),
        );
        expect(read.map(({ command }) => command)).toEqual(sent.map(({ command }) => command));
        sent.forEach(({ headers, body, withLength }, index) => {
          for (const [name, value] of Object.entries(headers)) {
            expect(read[index]?.headers[name]).toBe(plain(value, version));
          }
          if (withLength) expect(read[index]?.body).toBe(Buffer.from(body).toString('hex'));
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('bytes that are no frames are refused or waited for, and the same wherever they are cut', () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom('SEND\n', 'a:b\n', '\n', '\0', 'content-length:5\n', '\\t', '\r\n', ':', 'CONNECT\n\n\0')
      .map((text) => Buffer.from(text)),
  );
  const outcome = (chunks: readonly Buffer[]): string => {
    try {
      return JSON.stringify(readAll(chunks, '1.2'));
    } catch (error) {
      if (error instanceof StompError) return 'refused';
      throw error;
    }
  };
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fractions, (parts, cuts) => {
      const bytes = Buffer.concat(parts);
      expect(outcome(chunksOf(bytes, cuts))).toBe(outcome([bytes]));
    }),
    { numRuns: 500 },
  );
});
