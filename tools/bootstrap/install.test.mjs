import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmCommand } from './install.mjs';

const cases = [
  ['started by npm', { npm_execpath: '/opt/npm/bin/npm-cli.js' }, 'linux', process.execPath, false],
  ['started by yarn', { npm_execpath: '/opt/yarn/yarn.js' }, 'linux', 'npm', false],
  ['started by hand', {}, 'darwin', 'npm', false],
  ['started by hand on Windows', {}, 'win32', 'npm', true],
];
for (const [when, env, platform, command, shell] of cases) {
  test(`${when}: ${command === 'npm' ? 'npm from PATH' : 'the npm that started us'}`, () => {
    const found = npmCommand(env, platform);
    assert.equal(found.command, command);
    assert.equal(found.shell, shell);
    assert.ok(found.args.includes('ci'));
  });
}

test('what `npm start --silent` and NODE_ENV=production would take away is asked for', () => {
  const { args } = npmCommand({});
  assert.ok(args.includes('--loglevel=warn'));
  assert.ok(args.includes('--include=dev'));
});
