import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobFaults } from './job-faults.mjs';

const cases = [
  ['all kept', { early: 0, lost: 0, handled: 100 }, 0],
  ['all kept, deeper in', { totals: { early: 0, lost: 0 } }, 0],
  ['one early', { early: 1, lost: 0 }, 1],
  ['one lost, deeper in', { early: 0, totals: { lost: 2 } }, 1],
  ['both', { early: 3, lost: 2 }, 2],
  ['right in one place, wrong in another', { early: 0, lost: 0, byLane: [{ early: 1 }] }, 1],
  ['a list where a number belongs', { early: [], lost: 0 }, 1],
  ['not said', { handled: 100 }, 2],
  ['no object', null, 2],
];
for (const [name, report, faults] of cases) {
  test(`${name}: ${faults} faults`, () => assert.equal(jobFaults(JSON.stringify(report)).length, faults));
}
for (const text of ['', 'starting...', '{"early":0,"lost":0}\n{"early":0,"lost":0}']) {
  test(`${JSON.stringify(text)} is no report`, () =>
    assert.match(jobFaults(text).join(), /not one JSON value/));
}
