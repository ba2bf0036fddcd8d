import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { summaryOf, wordsOf } from './words.mjs';

const SIMULATE = fileURLToPath(new URL('simulate.mjs', import.meta.url));
const simulate = (...args) => spawnSync(process.execPath, [SIMULATE, ...args], { encoding: 'utf8' });
const lastLine = (output) => JSON.parse(output.trimEnd().split('\n').at(-1));

test('the last line is one object, and two threads come to what one comes to', () => {
  const flags = ['--runs', '12', '--days', '1', '--messages', '40', '--seed', '5', '--json'];
  const [one, two] = ['1', '2'].map((workers) => simulate(...flags, '--workers', workers));
  assert.equal(one.status, 0, one.stderr);
  const { wallMs, ...summary } = lastLine(one.stdout);
  assert.ok(wallMs > 0);
  assert.deepEqual([summary.runs, summary.violations, summary.messages], [12, 0, 480]);
  assert.deepEqual({ ...lastLine(two.stdout), wallMs }, { ...summary, wallMs });
});

describe('what was found', () => {
  const violation = { invariant: 'early', atMs: 5, message: 'm7', text: 'handled 3 ms before it was due' };
  const report = {
    ...{
      runs: 1,
      messages: 10,
      wallMs: 20,
      violations: [
        { seed: 42, violation, story: ['stored', 'started'], scenario: { messages: [{}] }, strikes: [] },
      ],
    },
    figures: {
      ...{ handled: 1, deadLettered: 0, refused: 0, expired: 0, holds: 0, relays: 0 },
      ...{ duplicates: {}, lateness: { maxMs: 0 } },
    },
    calls: { put: 1, get: 1, emptyGet: 0, update: 0, delete: 1 },
  };

  test('is told with its seed and the story of the message', () => {
    const words = wordsOf(report);
    for (const part of ['seed 42', 'm7', 'handled 3 ms before', 'started', '--seed 42 --runs 1'])
      assert.ok(words.includes(part), `${part} is not in: ${words}`);
    assert.deepEqual(summaryOf(report).failures, [{ seed: 42, ...violation }]);
  });
});

describe('flags', () => {
  for (const [flags, text] of [
    [['--runs', '0'], /--runs 0: give a whole number from 1/],
    [['--days', 'seven'], /--days seven: give a whole number/],
    [['--sede', '1'], /--sede/],
    [['--strategy', 'hope'], /--strategy hope: give one of hold, keeper/],
  ])
    test(`${flags.join(' ')} is refused with what to write`, () => {
      const { status, stderr } = simulate(...flags);
      assert.equal(status, 2);
      assert.match(stderr, text);
    });
});
