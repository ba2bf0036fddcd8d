import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OciError } from '../http/oci-error.js';
import { NUMBER_OPERATORS, type FilterNode } from './filter.js';
import { parseFilter, readFilter } from './parse-filter.js';
import { printFilter } from '../spec-support/print-filter.js';

const key = fc.stringMatching(/^[\w.-]{1,12}$/);
const properties = fc.dictionary(key, fc.oneof(fc.string(), fc.double().map(String)));
const leaf = fc.oneof<fc.Arbitrary<FilterNode>[]>(
  fc.record({ kind: fc.constant('present'), key }),
  fc.record({ kind: fc.constant('text'), key, text: fc.string({ unit: 'binary' }) }),
  fc.record({
    kind: fc.constant('number'),
    key,
    operator: fc.constantFrom(...NUMBER_OPERATORS),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  }),
);
/** AND of AND, and OR of OR, print without parentheses and so read as one. */
const node = fc.letrec<{ or: FilterNode; and: FilterNode; leaf: FilterNode }>((tie) => ({
  leaf,
  and: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.record({ kind: fc.constant('and'), of: fc.array(tie('or'), { minLength: 2, maxLength: 4 }) }),
  ),
  or: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.record({ kind: fc.constant('or'), of: fc.array(tie('and'), { minLength: 2, maxLength: 4 }) }),
  ),
})).or;

describe('a filter (F6.filter-grammar)', () => {
  test.each([
    ['', undefined, true],
    ['  ', {}, true],
    [':kind', { kind: '' }, true],
    [':kind', {}, false],
    [':kind', undefined, false],
    [':toString', {}, false],
    [':kind = "later"', { kind: 'later' }, true],
    [':kind="later"', { kind: 'LATER' }, false],
    [':quoted = "a \\"b\\" \\\\"', { quoted: 'a "b" \\' }, true],
    [':snoozeq-due-at AND :a.b', { 'snoozeq-due-at': 'x', 'a.b': 'y' }, true],
    [':n > 5', { n: '6' }, true],
    [':n >= 5', { n: ' 5.0 ' }, true],
    [':n < -1.5e2', { n: '-151' }, true],
    [':n <= 5', { n: '5.1' }, false],
    [':n = 10', { n: '1e1' }, true],
    [':n > 0', { n: 'many' }, false],
    [':n = 16', { n: '0x10' }, false],
    [':n = 0', { n: '' }, false],
    [':a OR :b AND :c', { a: '1' }, true],
    ['(:a OR :b) AND :c', { a: '1' }, false],
    [':a and (:b or :c)', { a: '1', c: '1' }, true],
  ])('%j of %j is %s', (filter, given, expected) => {
    expect(parseFilter(filter)(given as Record<string, string> | undefined)).toBe(expected);
  });

  test('reads back as it is printed', () => {
    fc.assert(fc.property(node, (tree) => expect(readFilter(printFilter(tree))).toEqual(tree)));
  });

  test('decides on any properties', () => {
    fc.assert(
      fc.property(node, properties, (tree, given) => {
        expect(typeof parseFilter(printFilter(tree))(given)).toBe('boolean');
      }),
    );
  });
});

describe('what is not known of filters is refused (F6.filter-rest)', () => {
  test.each([
    ['kind = "a"', 1, /no part of a filter/],
    [':', 1, /a key follows the colon/],
    [':kind = later', 9, /no part of a filter/],
    [":kind = 'later'", 9, /quoted with "/],
    [':kind = "later', 9, /no closing quote/],
    [':kind = "a\\n"', 9, /an escape other than/],
    [':kind != "a"', 7, /no part of a filter/],
    [':n <> 1', 4, /no part of a filter/],
    [':n == 1', 4, /no part of a filter/],
    [':n = 1x', 6, /no part of a filter/],
    [':n = 1e999', 6, /too large/],
    [':n > "5"', 4, /compares numbers/],
    ['NOT :a', 1, /no part of a filter/],
    [':a IN ("x")', 4, /no part of a filter/],
    [':a :b', 4, /AND, OR or the end is expected/],
    [':a AND', 7, /a :key or "\(" is expected/],
    [':a AND OR :b', 8, /a :key or "\(" is expected/],
    [':a =', 5, /a "text" or a number is expected/],
    ['(:a', 4, /AND, OR or "\)" is expected/],
    [':a)', 3, /AND, OR or the end is expected/],
    [`${'('.repeat(33)}:a${')'.repeat(33)}`, 33, /nested more than 32 deep/],
  ])('%j at character %i', (filter, position, problem) => {
    const refusal = refusalOf(filter);
    expect(refusal).toMatchObject({ status: 400, code: 'InvalidParameter' });
    expect(refusal?.message).toContain(`at character ${position}:`);
    expect(refusal?.message).toMatch(problem);
    expect(refusal?.message).toContain('Supported are :key');
  });

  test('and nothing but the refusal is ever thrown', () => {
    const part = fc.constantFrom(...'()":=<>-.1aé \\', ' AND ', ' OR ', ':k', '"t"', ' NOT ');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, properties, (filter, given) => {
        expect(refusalOf(filter, given) ?? { status: 400 }).toMatchObject({ status: 400 });
      }),
    );
    expect(refusalOf('('.repeat(4_096))).toBeInstanceOf(OciError);
    expect(refusalOf(`:${'k'.repeat(4_096)}`)?.message).toMatch(/longer than 4096 characters/);
  });
});

/** Undefined when the filter is fine. */
const refusalOf = (filter: string, given: Record<string, string> = {}): OciError | undefined => {
  try {
    parseFilter(filter)(given);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(OciError);
    return error as OciError;
  }
};
