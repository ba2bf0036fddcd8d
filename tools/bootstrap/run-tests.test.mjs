import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { standInWorkspace } from './stand-in-workspace.mjs';
import { writeSummary } from './test-summary.mjs';

/** Stands in for Nx: prints its arguments, leaves the totals of `core`, ends with `code`. */
const nx = (totals, code = 0) => `
  const { mkdirSync, writeFileSync } = require('node:fs');
  console.log('nx', process.argv.slice(2).join(' '));
  mkdirSync('packages/core/out-tsc', { recursive: true });
  const totals = ${JSON.stringify(totals)};
  if (totals) writeFileSync('packages/core/out-tsc/test-summary.json', JSON.stringify(totals));
  process.exitCode = ${code};
`;
const runTests = ({ entry, env }, args = []) =>
  spawnSync(process.execPath, [entry('test.mjs'), ...args], { env, encoding: 'utf8' });

describe('npm test', () => {
  test('hands the arguments to Nx and ends stdout with the totals', () => {
    const { status, stdout } = runTests(standInWorkspace({ nx: nx({ passed: 12, failed: 0 }) }), [
      '-p',
      'core',
    ]);
    assert.equal(status, 0);
    assert.equal(stdout, 'nx run-many -t test -p core\ntests: 12 passed, 0 failed\n');
  });

  test('ends with the exit code of Nx when a test failed', () => {
    const { status, stdout, stderr } = runTests(standInWorkspace({ nx: nx({ passed: 11, failed: 1 }, 1) }));
    assert.equal(status, 1);
    assert.match(stdout, /tests: 11 passed, 1 failed\n$/);
    assert.match(stderr, /2\/2 failed after/);
  });

  test('does not count what an earlier run has left behind', () => {
    const workspace = standInWorkspace({ nx: nx(null) });
    writeSummary(`${workspace.root}/packages/core`, { passed: 99, failed: 9 });
    assert.match(runTests(workspace).stdout, /tests: 0 passed, 0 failed\n$/);
  });

  test('when nothing can be installed, runs nothing', () => {
    const workspace = standInWorkspace({ nx: nx({ passed: 1, failed: 0 }), installed: false });
    workspace.put('npm-fails', '');
    const { status, stdout } = runTests(workspace);
    assert.equal(status, 1);
    assert.equal(stdout, '');
  });
});
