import { expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordTail } from './records.js';

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'tail-')), 'records.ndjson');

test('a tail reads each line once, and a line only when it is whole', () => {
  const file = newFile();
  const tail = new RecordTail<{ n: number }>(file);
  expect(tail.read()).toEqual([]);
  appendFileSync(file, '{"n":1}\n{"n":');
  expect(tail.read()).toEqual([{ n: 1 }]);
  expect(tail.read()).toEqual([]);
  appendFileSync(file, '2}\n{"n":3}\n');
  expect(tail.read()).toEqual([{ n: 2 }, { n: 3 }]);
});

test('a character that was written in two halves arrives whole', () => {
  const file = newFile();
  const tail = new RecordTail<{ key: string }>(file);
  const bytes = Buffer.from('{"key":"é"}\n');
  appendFileSync(file, bytes.subarray(0, 9));
  expect(tail.read()).toEqual([]);
  appendFileSync(file, bytes.subarray(9));
  expect(tail.read()).toEqual([{ key: 'é' }]);
});
