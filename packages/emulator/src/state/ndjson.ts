import { TextDecoder } from 'node:util';
import { invalidParameter } from '../http/oci-error.js';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly value: unknown;
}

/** A bound of memory, far above what a line can need: the largest message, every character escaped. */
const LINE_CHARACTERS_MAX = 8 * 1024 * 1024;

/** The JSON values of a text, a line each; empty lines are skipped. @throws OciError 400 that names the line */
async function* jsonLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let number = 0;
  const parsed = (texts: readonly string[]): readonly Line[] =>
    texts.flatMap((text) => {
      number += 1;
      return text.trim() === '' ? [] : [{ number, value: parse(text, number) }];
    });
  for await (const chunk of chunks) {
    const texts = (rest + decoded(decoder, chunk, number + 1)).split('\n');
    rest = texts.pop() ?? '';
    yield* parsed(texts);
    if (rest.length > LINE_CHARACTERS_MAX) {
      throw lineError(
        number + 1,
        `has more than ${LINE_CHARACTERS_MAX} characters`,
        'End every object with a line break.',
      );
    }
  }
  yield* parsed([rest + decoded(decoder, undefined, number + 1)]);
}

/** A refusal of one line; never quotes it, as it may hold a message. */
export const lineError = (number: number, fault: string, remedy: string) =>
  invalidParameter(`Line ${number} ${fault}. Nothing was changed. ${remedy}`);

const decoded = (decoder: TextDecoder, chunk: Uint8Array | undefined, number: number): string => {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw lineError(number, 'or one close to it is not UTF-8', 'Send text in UTF-8.');
  }
};

const parse = (text: string, number: number): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw lineError(number, 'is not JSON', 'Send one JSON object a line.');
  }
};

/** The lines of a streamed body; none for a request without one. */
export const bodyLines = ({ body }: { readonly body: unknown }): AsyncIterable<Line> =>
  jsonLines(isStream(body) ? body : noChunks());

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

async function* noChunks(): AsyncIterable<Uint8Array> {}
