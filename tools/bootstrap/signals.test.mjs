import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { forwardSignals } from './signals.mjs';

const cases = [
  ['no terminal: SIGINT is passed on', false, [[0, 'SIGINT']], ['SIGINT']],
  ['no terminal: the echo that npm adds is not', false, [[0, 'SIGINT'], [40, 'SIGINT']], ['SIGINT']], // prettier-ignore
  ['no terminal: a second SIGINT later is', false, [[0, 'SIGINT'], [1_500, 'SIGINT']], ['SIGINT', 'SIGINT']], // prettier-ignore
  ['no terminal: another signal is no echo', false, [[0, 'SIGINT'], [40, 'SIGTERM']], ['SIGINT', 'SIGTERM']], // prettier-ignore
  ['terminal: the child has had its SIGINT already', true, [[0, 'SIGINT']], []],
  ['terminal: SIGTERM never comes from there', true, [[0, 'SIGTERM']], ['SIGTERM']],
];
for (const [name, terminal, arrivals, expected] of cases) {
  test(name, () => {
    const from = new EventEmitter();
    const passed = [];
    let nowMs = 0;
    forwardSignals(
      { kill: (signal) => passed.push(signal) },
      { terminal, byNpm: false, from, now: () => nowMs },
    );
    for (const [atMs, signal] of arrivals) {
      nowMs = atMs;
      from.emit(signal, signal);
    }
    assert.deepEqual(passed, expected);
  });
}

test('undone, it leaves no listener behind', () => {
  const from = new EventEmitter();
  forwardSignals({ kill: () => {} }, { from, byNpm: false })();
  assert.deepEqual(from.eventNames(), []);
});
