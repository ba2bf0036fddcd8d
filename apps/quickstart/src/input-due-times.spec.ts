import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dueTimes, hasAbsoluteTimes, readInput } from './input-due-times.js';

const FROM_MS = Date.UTC(2026, 0, 5);

test.each<[string, string, number | undefined]>([
  ['an offset', '{"offsetSeconds":90}', FROM_MS + 90_000],
  ['a delay', '{"in":"1h30m"}', FROM_MS + 5_400_000],
  ['an instant', '{"dueAt":"2026-01-05T02:00:00+01:00"}', FROM_MS + 3_600_000],
  ['a delay that is none', '{"in":"soon"}', undefined],
  ['no due time', '{"key":"k"}', undefined],
  ['no object', '7', undefined],
  ['no JSON', 'oops', undefined],
  ['nothing', '', undefined],
])('the due time of %s', (_name, line, dueAtMs) => {
  expect(dueTimes(['{}', line], FROM_MS).get(2)).toBe(dueAtMs);
});

test.each([
  [['{"in":"1h"}', '{"offsetSeconds":1}'], false],
  [['{"in":"1h"}', '{"dueAt":"2026-01-05T00:00:00Z"}'], true],
])('%j names absolute times: %s', (lines, expected) => {
  expect(hasAbsoluteTimes(lines)).toBe(expected);
});

describe('readInput', () => {
  test('numbers lines as the file does, byte order mark or not', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'input-')), 'input.ndjson');
    writeFileSync(file, '\uFEFF{"in":"1s"}\n\n{"in":"2s"}\n');
    const due = dueTimes(readInput(file), FROM_MS);
    expect([...due]).toEqual([
      [1, FROM_MS + 1_000],
      [3, FROM_MS + 2_000],
    ]);
  });

  test('a file that is not there is one line with the remedy', () => {
    expect(() => readInput('/nowhere/at-all.ndjson')).toThrow(
      /\/nowhere\/at-all\.ndjson cannot be read \(ENOENT\)\. Name a file/,
    );
  });
});
