import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, failuresOf, gather, merged } from './results.mjs';

const check = (name, more) => ({ sdk: 'Python', operation: 'GetStats', outcome: 'ok', name, ...more });

test('what passed is gathered by SDK, operation and outcome, in one order whatever the order of the run', () => {
  const checks = [check('b'), check('a'), check('c', { outcome: '404' }), check('a', { sdk: 'Go' })];
  const wanted = {
    Go: { GetStats: { ok: ['a'] } },
    Python: { GetStats: { 404: ['c'], ok: ['a', 'b'] } },
  };
  assert.deepEqual(gather(checks), wanted);
  assert.equal(JSON.stringify(gather(checks.toReversed())), JSON.stringify(gather(checks)));
});

test('what failed once is no result, also when it passed under the same name', () => {
  const checks = [check('a'), check('a', { problem: 'broken' }), check('b')];
  assert.deepEqual(gather(checks), { Python: { GetStats: { ok: ['b'] } } });
  assert.equal(failuresOf(checks).length, 1);
});

test('a run differs by what is missing and by what is new, of the SDKs that ran', () => {
  const recorded = { Go: { GetStats: { ok: ['x'] } }, Python: { GetStats: { ok: ['a', 'b'] } } };
  assert.deepEqual(differences(recorded, { Python: { GetStats: { ok: ['b', 'c'] } } }), [
    'recorded, but did not pass: Python: GetStats ok: a',
    'passed, but is not recorded: Python: GetStats ok: c',
  ]);
  assert.deepEqual(differences(recorded, {}), []);
});

test('an SDK that did not run keeps its record', () => {
  const recorded = { Go: { GetStats: { ok: ['x'] } } };
  const results = { Python: { GetStats: { ok: ['a'] } } };
  assert.deepEqual(Object.keys(merged(recorded, results, ['Python', 'oci-cli', 'Go'])), ['Python', 'Go']);
});
