import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCaptured } from './run-command.mjs';

const node = (script) => ({ command: process.execPath, args: ['-e', script] });

const endings = [
  ['success', '', 0],
  ['an exit code', 'process.exit(7)', 7],
  ['SIGTERM', 'process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)', 143],
  ['SIGKILL', 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)', 137],
];
for (const [name, script, expected] of endings) {
  test(`${name} is reported as ${expected}`, async () => {
    assert.equal((await runCaptured(node(script))).code, expected);
  });
}

test('what a command prints on both streams is kept', async () => {
  const { output } = await runCaptured(node('console.log("to stdout"); console.error("to stderr")'));
  assert.match(output, /to stdout/);
  assert.match(output, /to stderr/);
});

test('a command that reads stdin finds it empty, so nothing can wait for an answer', async () => {
  const { code, output } = await runCaptured(
    node('process.stdin.on("end", () => console.log("empty")).resume()'),
  );
  assert.equal(code, 0);
  assert.equal(output.trim(), 'empty');
});

test('a command that does not exist rejects', async () => {
  await assert.rejects(runCaptured({ command: 'no-such-command-here', args: [] }), { code: 'ENOENT' });
});
