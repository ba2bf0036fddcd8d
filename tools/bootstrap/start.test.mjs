import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { describe, test } from 'node:test';
import { standInWorkspace } from './stand-in-workspace.mjs';

const ECHO_ARGS = 'console.log(JSON.stringify(process.argv.slice(2))); process.exit(7)';

/** Started from elsewhere, because the current folder must not matter. */
const start = ({ entry, env }, args = []) =>
  spawnSync(process.execPath, [entry('start.mjs'), ...args], { cwd: tmpdir(), env, encoding: 'utf8' });

describe('npm start', () => {
  test('hands the arguments to the quickstart; stdout and exit code are its own', () => {
    const { status, stdout, stderr } = start(standInWorkspace({ quickstart: ECHO_ARGS }), ['--json', 'a b']);
    assert.equal(status, 7);
    assert.equal(stdout, '["--json","a b"]\n');
    assert.match(stderr, /1\/4 dependencies are installed\n2\/4 building/);
  });

  test('installs first when nothing is installed, without showing what npm prints', () => {
    const { status, stdout, stderr } = start(standInWorkspace({ quickstart: ECHO_ARGS, installed: false }));
    assert.equal(status, 7);
    assert.equal(stdout, '[]\n');
    assert.match(stderr, /1\/4 installing, once/);
    assert.match(stderr, /1\/4 done after/);
    assert.doesNotMatch(stderr, /npm stand-in/);
  });

  const failures = [
    ['npm', 'npm-fails', false, /npm stand-in: no registry[\s\S]*npm ci ended with code 9/],
    ['tsc', 'tsc-fails', true, /tsc stand-in: TS2322[\s\S]*build ended with code 2/],
  ];
  for (const [tool, marker, installed, expected] of failures) {
    test(`when ${tool} fails, shows its output, ends with code 1 and starts nothing`, () => {
      const workspace = standInWorkspace({ quickstart: ECHO_ARGS, installed });
      workspace.put(marker, '');
      const { status, stdout, stderr } = start(workspace);
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.match(stderr, expected);
    });
  }
});

describe('a signal to npm start', () => {
  const COUNT_SIGNALS = `
    let seen = 0;
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
      seen += 1;
      if (seen === 1) setTimeout(() => { console.log(signal + ' ' + seen); process.exit(3); }, 300);
    });
    setInterval(() => {}, 1000);
    console.log('ready');
  `;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    test(`${signal} reaches the quickstart once, and its clean end is awaited`, async () => {
      const { entry, env } = standInWorkspace({ quickstart: COUNT_SIGNALS });
      const child = spawn(process.execPath, [entry('start.mjs')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let stdout = '';
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
        if (stdout === 'ready\n') {
          child.kill(signal);
          setTimeout(() => child.kill(signal), 50);
        }
      });
      const [code] = await once(child, 'close');
      assert.equal(code, 3);
      assert.equal(stdout, `ready\n${signal} 1\n`);
    });
  }
});

test('when npm is killed, the shell between us dies silently: the quickstart is still ended', async () => {
  const quickstart = `
    process.on('SIGTERM', () => { console.log('ended cleanly'); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log('ready');
  `;
  const { entry, env } = standInWorkspace({ quickstart });
  const between = `require('node:child_process').spawn(process.execPath, ${JSON.stringify([entry('start.mjs')])}, { stdio: 'inherit' })`;
  const shell = spawn(process.execPath, ['-e', between], {
    env: { ...env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  shell.stdout.on('data', (chunk) => {
    stdout += chunk;
    if (stdout === 'ready\n') shell.kill('SIGKILL');
  });
  await once(shell.stdout, 'end');
  assert.equal(stdout, 'ready\nended cleanly\n');
});
