import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runProgram } from './run-program.mjs';

const node = (script) =>
  runProgram({ command: process.execPath, args: ['-e', script], env: { NAME: 'käse' } });

test('a program is reported with its exit code and both of its outputs', async () => {
  const script = 'console.log(process.env.NAME); console.error("complaint"); process.exitCode = 3';
  assert.deepEqual(await node(script), { code: 3, stdout: 'käse\n', stderr: 'complaint\n' });
});

test('one that a signal ended, with the name of the signal', async () => {
  assert.equal((await node('process.kill(process.pid, "SIGKILL")')).code, 'SIGKILL');
});

test('one that does not exist is an error', async () => {
  await assert.rejects(runProgram({ command: 'no-such-program', args: [] }), /ENOENT/);
});
