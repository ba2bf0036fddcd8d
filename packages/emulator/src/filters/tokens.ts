import { filterError } from './filter-error.js';

export type TokenKind = 'key' | 'text' | 'number' | 'operator' | 'and' | 'or' | '(' | ')' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A key without its colon, a text without its quotes and escapes; all else as it was written. */
  readonly value: string;
  /** Of its first character, from 0. */
  readonly position: number;
}

interface Rule {
  /** Sticky: tried exactly where the token before ended. */
  readonly pattern: RegExp;
  readonly token: (match: RegExpExecArray) => Pick<Token, 'kind' | 'value'>;
}

const asWritten =
  (kind: TokenKind): Rule['token'] =>
  ([value]) => ({ kind, value });

const RULES: readonly Rule[] = [
  { pattern: /:([\w.-]+)/y, token: ([, key = '']) => ({ kind: 'key', value: key }) },
  {
    pattern: /"((?:[^"\\]|\\["\\])*)"/y,
    token: ([, text = '']) => ({ kind: 'text', value: text.replace(/\\(["\\])/g, '$1') }),
  },
  { pattern: /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/iy, token: asWritten('number') },
  { pattern: /<=|>=|[=<>](?![=<>])/y, token: asWritten('operator') },
  { pattern: /and(?![\w.-])/iy, token: asWritten('and') },
  { pattern: /or(?![\w.-])/iy, token: asWritten('or') },
  { pattern: /\(/y, token: asWritten('(') },
  { pattern: /\)/y, token: asWritten(')') },
];

const BLANKS = /\s*/y;

/** Cuts a filter into tokens, the last of which is the end. @throws OciError 400 at the first that is none */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let position = skipBlanks(text, 0);
  while (position < text.length) {
    const { token, end } = nextToken(text, position);
    tokens.push(token);
    position = skipBlanks(text, end);
  }
  return [...tokens, { kind: 'end', value: '', position }];
};

const skipBlanks = (text: string, position: number): number => {
  BLANKS.lastIndex = position;
  BLANKS.exec(text);
  return BLANKS.lastIndex;
};

const nextToken = (text: string, position: number): { readonly token: Token; readonly end: number } => {
  for (const { pattern, token } of RULES) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match) return { token: { ...token(match), position }, end: pattern.lastIndex };
  }
  throw filterError(whatIsWrong(text, position), position);
};

const whatIsWrong = (text: string, position: number): string => {
  if (text.startsWith('"', position)) {
    return 'the text has no closing quote, or an escape other than \\" and \\\\';
  }
  if (text.startsWith("'", position)) return 'texts are quoted with " here';
  if (text.startsWith(':', position)) return 'a key follows the colon: letters, digits, "_", "-" and "."';
  return 'this is no part of a filter';
};
