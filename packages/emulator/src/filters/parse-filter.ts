import { NUMBER_OPERATORS, type Filter, type FilterNode, type NumberOperator } from './filter.js';
import { filterError } from './filter-error.js';
import { compileFilter } from './compile-filter.js';
import { tokensOf, type Token, type TokenKind } from './tokens.js';

/** Bounds of ours, so that no filter can exhaust the stack; those of OCI are not known. */
const MAX_CHARACTERS = 4_096;
const MAX_DEPTH = 32;

/** Reads a filter by recursive descent: `or` of `and` of terms. */
class Parser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  filter(): FilterNode {
    const node = this.#chain('or', () => this.#chain('and', () => this.#term()));
    if (this.#depth === 0) this.#take('end', 'AND, OR or the end is expected');
    return node;
  }

  #chain(kind: 'and' | 'or', part: () => FilterNode): FilterNode {
    const first = part();
    const of = [first];
    while (this.#accept(kind)) of.push(part());
    return of.length === 1 ? first : { kind, of };
  }

  #term(): FilterNode {
    const open = this.#accept('(');
    if (!open) return this.#comparison();
    if (++this.#depth > MAX_DEPTH) {
      throw filterError(`parentheses are nested more than ${MAX_DEPTH} deep`, open.position);
    }
    const node = this.filter();
    this.#take(')', 'AND, OR or ")" is expected');
    this.#depth -= 1;
    return node;
  }

  #comparison(): FilterNode {
    const { value: key } = this.#take('key', 'a :key or "(" is expected');
    const operator = this.#accept('operator');
    if (!operator) return { kind: 'present', key };
    const number = this.#accept('number');
    if (number) return numberNode(key, operator, number);
    const { value: text } = this.#take('text', 'a "text" or a number is expected');
    if (operator.value === '=') return { kind: 'text', key, text };
    throw filterError(`"${operator.value}" compares numbers, a text is compared with "="`, operator.position);
  }

  #accept(kind: TokenKind): Token | undefined {
    const token = this.tokens[this.#at];
    if (token?.kind !== kind) return undefined;
    this.#at += 1;
    return token;
  }

  #take(kind: TokenKind, expected: string): Token {
    const token = this.#accept(kind);
    if (token) return token;
    throw filterError(expected, this.tokens[this.#at]?.position ?? 0);
  }
}

const numberNode = (key: string, { value, position }: Token, literal: Token): FilterNode => {
  const operator = NUMBER_OPERATORS.find((known): known is NumberOperator => known === value);
  if (!operator) throw filterError(`"${value}" is no comparison`, position);
  const number = Number(literal.value);
  if (Number.isFinite(number)) return { kind: 'number', key, operator, number };
  throw filterError('the number is too large', literal.position);
};

/** The structure of a filter that is not blank. @throws OciError 400 that names the position and what is supported */
export const readFilter = (text: string): FilterNode => {
  if (text.length <= MAX_CHARACTERS) return new Parser(tokensOf(text)).filter();
  throw filterError(`it is longer than ${MAX_CHARACTERS} characters`, MAX_CHARACTERS);
};

/** A blank filter takes every message. @throws OciError 400 that names the position and what is supported */
export const parseFilter = (text: string): Filter =>
  text.trim() === '' ? () => true : compileFilter(readFilter(text));
