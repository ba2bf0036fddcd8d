import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const REPORTER = fileURLToPath(new URL('jest-ending-reporter.cjs', import.meta.url));

/** How a process ends that does `rest` after its tests. */
const endOf = (rest) => {
  const code = `new (require(${JSON.stringify(REPORTER)}))({}, { patienceMs: 50 }).onRunComplete(); ${rest}`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  return { status, stderr };
};

test('a process that has nothing left ends by itself', () =>
  assert.deepEqual(endOf(''), { status: 0, stderr: '' }));

test('one that still holds something says what, and fails', () => {
  const { status, stderr } = endOf(
    "require('node:child_process').spawn(process.execPath, ['-e', 'process.stdin.resume()']); setInterval(() => 0, 1e6);",
  );
  assert.equal(status, 1);
  assert.match(stderr, /not closed: .*Timeout.*process \d+ \(.*process\.stdin\.resume/);
});
