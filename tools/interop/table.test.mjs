import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultTable } from './table.mjs';

test('operations come in the order of the API, other subjects below, each SDK with its version', () => {
  const results = {
    Python: {
      Signatures: { 401: ['a'] },
      GetStats: { 404: ['x'], ok: ['a', 'b'] },
      PutMessages: { ok: ['a'] },
    },
    Go: { GetStats: { ok: ['a'] } },
  };
  const wanted = [
    '| operation   | Python 2    | Go 65 |',
    '| ----------- | ----------- | ----- |',
    '| PutMessages | ok          |       |',
    '| GetStats    | ok (2), 404 | ok    |',
    '',
    '| beyond single calls | Python 2 | Go 65 |',
    '| ------------------- | -------- | ----- |',
    '| Signatures          | 401      |       |',
  ];
  assert.deepEqual(resultTable(results, { Python: '2', Go: '65' }).split('\n'), wanted);
});
