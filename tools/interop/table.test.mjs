import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultTable } from './table.mjs';

test('operations come in the order of the API, other subjects below; each client has columns where it has something to say', () => {
  const results = {
    Python: {
      Signatures: { 401: ['a'] },
      GetStats: { 404: ['x'], ok: ['a', 'b'] },
      PutMessages: { ok: ['a'] },
    },
    Go: { GetStats: { ok: ['a'] } },
    Other: { STOMP: { ok: ['a'] } },
  };
  const wanted = [
    '| operation   | Python 2    | Go 65 |',
    '| ----------- | ----------- | ----- |',
    '| PutMessages | ok          |       |',
    '| GetStats    | ok (2), 404 | ok    |',
    '',
    '| beyond single calls | Python 2 | Other 9 |',
    '| ------------------- | -------- | ------- |',
    '| STOMP               |          | ok      |',
    '| Signatures          | 401      |         |',
  ];
  assert.deepEqual(resultTable(results, { Python: '2', Go: '65', Other: '9' }).split('\n'), wanted);
});
