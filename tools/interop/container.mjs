import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execForm, readDockerfile } from './dockerfile.mjs';
import { WORKSPACE } from './places.mjs';
import { runProgram } from './run-program.mjs';

const DOCKERFILE = join(WORKSPACE, 'packages', 'emulator', 'Dockerfile');
const SDK = 'Container image';

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
};

/**
 * Carries out the commands of the Dockerfile as plain steps, where no container engine is needed: packs the packages that are
 * built here, installs them in an empty folder, starts the entry point, asks for its health, stops it. Images, layers, users and
 * volumes are not tried by this. Resolves to checks.
 */
export const runImageSteps = async () => {
  const root = mkdtempSync(join(tmpdir(), 'snoozeq-image-'));
  const port = await freePort();
  const here = (text) =>
    text.replaceAll(/(?<![\w/])\/(packed|emulator|var)\b/g, `${root}/$1`).replaceAll('8010', port);
  const lines = readDockerfile(readFileSync(DOCKERFILE, 'utf8'));
  const runLine = (word) => here(lines.find(({ name, rest }) => name === 'RUN' && rest.includes(word)).rest);
  const words = (name) => execForm(lines.find((line) => line.name === name)).map(here);
  try {
    const checks = [await stepCheck('packs what was built', runLine('npm pack'), WORKSPACE)];
    mkdirSync(join(root, 'emulator'));
    checks.push(
      await stepCheck('installs in an empty folder', runLine('npm install'), join(root, 'emulator')),
    );
    return [
      ...checks,
      ...(await lifeChecks({ entry: words('ENTRYPOINT'), health: words('HEALTHCHECK'), root })),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

const verdict = (name, problem) => ({
  sdk: SDK,
  operation: 'Steps without an engine',
  outcome: 'ok',
  name,
  ...(problem && { problem }),
});

const stepCheck = async (name, line, cwd) => {
  const { code, stdout, stderr } = await runProgram({ command: 'sh', args: ['-c', line], cwd });
  return verdict(name, code !== 0 && `${line}\nended with ${code}\n${stdout}${stderr}`);
};

const lifeChecks = async ({ entry, health, root }) => {
  const [command, ...args] = entry;
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const ready = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  const isHealthy = async () => {
    const { code } = await runProgram({
      command: health[0] === 'node' ? process.execPath : health[0],
      args: health.slice(1),
    });
    return code === 0;
  };
  const healthy = await isHealthy();
  child.kill('SIGTERM');
  const [code] = await ended;
  return [
    verdict(
      'the entry point says that it is ready',
      typeof ready[0] !== 'string' && `it ended with ${ready[0]}`,
    ),
    verdict('the health check passes while it runs', !healthy && 'it does not pass'),
    verdict('SIGTERM stops it', code !== 0 && `it ended with ${code}`),
    verdict('the health check fails when it has stopped', (await isHealthy()) && 'it passes'),
  ];
};
