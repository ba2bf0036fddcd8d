import { inexactNumber } from './inexact-number.js';
import { LINE_SHAPE, type Due } from './line-shape.js';

export interface Parsed {
  readonly kind: 'parsed';
  /** Counts from 1, blank lines included. */
  readonly line: number;
  readonly key: string;
  readonly body: unknown;
  readonly due: Due;
}

interface Invalid {
  readonly kind: 'invalid';
  readonly line: number;
  /** What is wrong and how to correct it; never quotes the body. */
  readonly reason: string;
}

export type InputLine = Parsed | Invalid;

/** Reads one line of NDJSON. Pure and total: every text gives a message or a reason. */
export const parseLine = (text: string, line: number): InputLine => {
  const json = parseJson(text);
  if (json.kind === 'invalid') return { kind: 'invalid', line, reason: json.reason };
  const inexact = inexactNumber(text);
  if (inexact !== undefined) return { kind: 'invalid', line, reason: inexactReason(inexact) };
  const shape = LINE_SHAPE.safeParse(json.value);
  if (shape.success) return { kind: 'parsed', line, ...shape.data };
  return { kind: 'invalid', line, reason: shape.error.issues.map(({ message }) => message).join('; ') };
};

type Json =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'invalid'; readonly reason: string };

const parseJson = (text: string): Json => {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (thrown) {
    // The engine's own text is not repeated: it quotes the line, which holds a body.
    const position = /position (\d+)/.exec(String(thrown))?.[1];
    const where = position === undefined ? '' : ` (column ${Number(position) + 1})`;
    return { kind: 'invalid', reason: `not JSON${where}: write one complete JSON object on each line` };
  }
};

const MAX_DIGITS_SHOWN = 30;
const inexactReason = (token: string): string =>
  `number ${token.slice(0, MAX_DIGITS_SHOWN)} would be changed on the way, integers are exact up to 9007199254740991: write it as a string`;
