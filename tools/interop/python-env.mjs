import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { runCaptured } from '../bootstrap/run-command.mjs';
import { CACHE, HERE } from './places.mjs';

const REQUIREMENTS = join(HERE, 'python', 'requirements.txt');
const VENV = join(CACHE, 'venv');
const STAMP = join(VENV, 'installed-from');
const BIN = join(VENV, process.platform === 'win32' ? 'Scripts' : 'bin');

/** The interpreter that `command` starts, as `3.11.7`; `undefined` where there is none. */
const versionOf = (command) => {
  const { status, stdout } = spawnSync(command, ['-c', 'import platform; print(platform.python_version())'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
};

const run = async (command, args) => {
  const { code, output } = await runCaptured({ command, args });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}.\n${output}`);
};

/**
 * A virtual environment with the pinned packages, made when it is missing or was made from other pins; resolves to its
 * interpreter and command line, or to `undefined` where there is no python3 at all.
 */
export const preparePython = async () => {
  const version = versionOf('python3');
  if (version === undefined) return undefined;
  const python = { python: join(BIN, 'python'), oci: join(BIN, 'oci') };
  const stamp = createHash('sha256').update(version).update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return python;
  await rm(VENV, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  await run('python3', ['-m', 'venv', VENV]);
  // Compiling all services of the SDK to bytecode would take longer than the checks.
  const quietly = ['--quiet', '--disable-pip-version-check', '--no-compile'];
  await run(python.python, ['-m', 'pip', 'install', ...quietly, '-r', REQUIREMENTS]);
  writeFileSync(STAMP, stamp);
  return python;
};
