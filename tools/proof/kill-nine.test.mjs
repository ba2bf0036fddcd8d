import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenPromises } from './kills/verify.mjs';

const KILLED_MS = 10_000;
const NOW_MS = 20_000;

/** A message that was acknowledged and is there, as it was last seen; with what is different. */
const faults = (known, copies) => {
  const message = { queueId: 'q', isPut: true, isDeleted: false, count: 0, open: new Set(), ...known };
  const held = new Map(copies.length === 0 ? [] : [['m', copies]]);
  return brokenPromises({ messages: new Map([['m', message]]), held, killedAtMs: KILLED_MS, nowMs: NOW_MS });
};
const copy = (different = {}) => ({ queueId: 'q', place: 'visible', count: 0, ...different });
const hidden = { count: 2, visibleAfterMs: 90_000 };
const asHidden = copy({ place: 'in-flight', ...hidden });

for (const [name, known, copies, expected] of [
  ['an acknowledged message that is there', {}, [copy()], []],
  ['an acknowledged message that is gone', {}, [], ['m: was put, and is lost']],
  ['a put that was not answered may be gone', { isPut: false, open: new Set(['put']) }, [], []],
  ['a put that was not answered may be there', { isPut: false, open: new Set(['put']) }, [copy()], []],
  ['a deleted message that is there', { isDeleted: true }, [copy()], ['m: was deleted, and is back']],
  ['a delete that was not answered may be done', { open: new Set(['delete']) }, [], []],
  ['a message that is there twice', {}, [copy(), copy()], ['m: is there 2 times']],
  ['a message in another queue', {}, [copy({ queueId: 'r' })], ['m: is in another queue']],
  ['a count that is lower', { count: 2 }, [copy({ count: 1 })], ['m: was delivered 2 times, and counts 1']],
  ['a hidden message as it was', hidden, [asHidden], []],
  [
    'a hidden message that is visible',
    hidden,
    [copy({ count: 2 })],
    ['m: was hidden until 90000, and is visible (undefined)'],
  ],
  [
    'a hidden message with another instant',
    hidden,
    [{ ...asHidden, visibleAfterMs: 80_000 }],
    ['m: was hidden until 90000, and is in-flight (80000)'],
  ],
  [
    'a hidden message that nobody can have delivered',
    hidden,
    [{ ...asHidden, count: 3 }],
    ['m: counts 3 instead of 2'],
  ],
  [
    'an update that was not answered may be done',
    { ...hidden, open: new Set(['update']) },
    [{ ...asHidden, visibleAfterMs: 5 }],
    [],
  ],
  ['a lease that has ended since', { count: 2, visibleAfterMs: 15_000 }, [copy({ count: 2 })], []],
  ['a lease that had ended before the kill', { count: 2, visibleAfterMs: 9_000 }, [copy({ count: 3 })], []],
]) {
  test(name, () => assert.deepEqual(faults(known, copies), expected));
}

test('a message that nobody put', () => {
  const held = new Map([['x', [copy()]]]);
  const found = brokenPromises({ messages: new Map(), held, killedAtMs: KILLED_MS, nowMs: NOW_MS });
  assert.deepEqual(found, ['x: was never put']);
});
