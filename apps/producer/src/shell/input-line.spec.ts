import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLine } from './input-line.js';

const line = (fields: object): string => JSON.stringify({ key: 'invoice-1', body: { total: 3 }, ...fields });
const reasonOf = (text: string): string => {
  const parsed = parseLine(text, 7);
  return parsed.kind === 'invalid' ? parsed.reason : 'no problem';
};

describe('a good line', () => {
  test.each([
    ['an instant', { dueAt: '2026-11-25T09:00:00Z' }, { kind: 'at', atMs: Date.UTC(2026, 10, 25, 9) }],
    [
      'an instant with an offset',
      { dueAt: '2026-11-25T09:00:00+02:00' },
      { kind: 'at', atMs: Date.UTC(2026, 10, 25, 7) },
    ],
    ['a duration', { in: '3d4h' }, { kind: 'after', afterMs: 273_600_000 }],
    ['no delay', { in: '0s' }, { kind: 'after', afterMs: 0 }],
    ['seconds', { offsetSeconds: 90 }, { kind: 'after', afterMs: 90_000 }],
    ['a fraction of a second', { offsetSeconds: 0.25 }, { kind: 'after', afterMs: 250 }],
    ['zero seconds', { offsetSeconds: 0 }, { kind: 'after', afterMs: 0 }],
  ])('is due at %s', (_name, due, expected) => {
    expect(parseLine(line(due), 7)).toEqual({
      kind: 'parsed',
      line: 7,
      key: 'invoice-1',
      body: { total: 3 },
      due: expected,
    });
  });

  test.each([
    [null],
    [false],
    [0],
    [''],
    [[]],
    [{}],
    ['text'],
    [{ __proto__: null, deep: [[1.5e300]] }],
    [9_007_199_254_740_991],
  ])('carries the body %j', (body) => {
    expect(parseLine(line({ body, in: '1s' }), 1)).toMatchObject({ kind: 'parsed', body });
  });

  test.each([['k'], ['k'.repeat(128)], ['Rechnung für Größe 🙂']])('has the key %s', (key) => {
    expect(parseLine(line({ key, in: '1s' }), 1)).toMatchObject({ kind: 'parsed', key });
  });

  test('keeps what only looks like a large number inside a string', () => {
    const body = { id: '12345678901234567890', quote: '\\" 12345678901234567890' };
    expect(parseLine(line({ body, in: '1s' }), 1)).toMatchObject({ kind: 'parsed', body });
  });
});

describe('a malformed line', () => {
  test.each([
    ['plain text', 'hello', /^not JSON/],
    ['half an object', '{"key":"a"', /^not JSON/],
    ['a trailing comma', '{"key":"a",}', /^not JSON \(column 12\)/],
    ['two objects', '{} {}', /^not JSON \(column 4\)/],
    ['a list', '[]', /^not a JSON object/],
    ['a number', '7', /^not a JSON object/],
    ['null', 'null', /^not a JSON object/],
    ['no key', '{"body":1,"in":"1s"}', /^key is missing/],
    ['a key that is a number', line({ key: 7, in: '1s' }), /^key is missing or not a string/],
    ['an empty key', line({ key: '', in: '1s' }), /^key is empty/],
    ['a long key', line({ key: 'k'.repeat(129), in: '1s' }), /^key has 129 characters, the limit is 128/],
    ['a key with a line feed', line({ key: 'a\nb', in: '1s' }), /^key holds a control character/],
    ['a key with half a surrogate pair', String.raw`{"key":"\ud800","body":1,"in":"1s"}`, /surrogate/],
    ['no body', '{"key":"a","in":"1s"}', /^body is missing/],
    ['no due time', line({}), /^no due times: give exactly one of dueAt, in, offsetSeconds/],
    ['two due times', line({ in: '1s', offsetSeconds: 1 }), /^2 due times: give exactly one/],
    ['three due times', line({ in: '1s', offsetSeconds: 1, dueAt: '2026-11-25T09:00:00Z' }), /^3 due times/],
    ['a date without time', line({ dueAt: '2026-11-25' }), /^dueAt "2026-11-25" is not RFC 3339/],
    [
      'an instant without offset',
      line({ dueAt: '2026-11-25T09:00:00' }),
      /^dueAt .* is not RFC 3339 with an offset/,
    ],
    ['a date that does not exist', line({ dueAt: '2026-02-30T09:00:00Z' }), /^dueAt /],
    ['an instant as a number', line({ dueAt: 1_700_000_000_000 }), /^dueAt is not a string/],
    ['a due time that is null', line({ dueAt: null }), /^dueAt is not a string/],
    ['a duration in words', line({ in: '3 days' }), /^in "3 days" is not a duration/],
    ['an empty duration', line({ in: '' }), /^in "" is not a duration/],
    ['a duration as a number', line({ in: 90 }), /^in is not a string/],
    ['a negative offset', line({ offsetSeconds: -1 }), /^offsetSeconds is -1: give 0 or more/],
    ['an offset as text', line({ offsetSeconds: '90' }), /^offsetSeconds is not a finite number/],
    ['an infinite offset', '{"key":"a","body":1,"offsetSeconds":1e999}', /^number 1e999 would be changed/],
    ['one unknown field', line({ in: '1s', dueIn: 5 }), /^unknown field "dueIn": only key, body/],
    ['seven unknown fields', line({ in: '1s', a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }), /"e" and 2 more/],
    ['a __proto__ field', '{"key":"a","body":1,"in":"1s","__proto__":{}}', /^unknown field "__proto__"/],
    [
      'an integer that would be rounded',
      '{"key":"a","body":{"id":9007199254740993},"in":"1s"}',
      /^number 9007199254740993 /,
    ],
    [
      'a number that would become null',
      '{"key":"a","body":[-1e400],"in":"1s"}',
      /^number -1e400 would be changed/,
    ],
  ])('%s is explained', (_name, text, reason) => {
    expect(reasonOf(text)).toMatch(reason);
  });

  test('tells all that is wrong at once', () => {
    expect(reasonOf('{"key":"","in":"soon"}')).toMatch(/key is empty.*body is missing.*in "soon"/s);
  });

  test.each([['{"key":"a","body":"s3cret" "in"}'], ['s3cret'], [line({ body: 's3cret' })]])(
    '%s: the body is not quoted',
    (text) => {
      expect(reasonOf(text)).not.toContain('s3cret');
    },
  );

  test('a foreign name cannot reach the terminal as a command', () => {
    expect(reasonOf(line({ in: '1s', '\u001b[2J\u009b2J\u202e': 1 }))).not.toMatch(/[\u001b\u009b\u202e]/);
  });
});

describe('any text', () => {
  const anyField = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.constant(null), fc.jsonValue());
  const almostLine = fc
    .record(
      { key: anyField, body: fc.jsonValue(), dueAt: anyField, in: anyField, offsetSeconds: anyField },
      { requiredKeys: [] },
    )
    .map((fields) => JSON.stringify(fields));

  test('gives a message or a reason of one line, never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json(), almostLine),
        fc.nat(),
        (text, number) => {
          const parsed = parseLine(text, number);
          expect(parsed.line).toBe(number);
          if (parsed.kind === 'invalid') expect(parsed.reason).toMatch(/^.+$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('every body comes through unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (body) => {
        fc.pre(!/\d{16}/.test(JSON.stringify(body)));
        const parsed = parseLine(line({ body, in: '1s' }), 1);
        expect(parsed.kind === 'parsed' && JSON.stringify(parsed.body)).toBe(JSON.stringify(body));
      }),
    );
  });
});
