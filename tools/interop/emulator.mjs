import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WORKSPACE } from './places.mjs';

const MAIN = join(WORKSPACE, 'packages', 'emulator', 'dist', 'main.js');

/**
 * Starts the built emulator with a key of its own in `folder`, and resolves when clients can connect.
 * It ends with this process: its standard input is a pipe from here.
 */
export const startEmulator = async (folder, flags = []) => {
  const args = [MAIN, '--config-dir', folder, '--seed', '7', '--until-stdin-ends', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const firstLine = once(createInterface(child.stdout), 'line');
  const [line] = await Promise.race([firstLine, exited]);
  if (typeof line !== 'string') throw new Error(`The emulator ended with code ${line} before it was ready.`);
  const { origin, configFile, profile, stomp } = JSON.parse(line);
  const stop = async () => {
    child.stdin.end();
    await exited;
  };
  return { origin, configFile, profile, stomp, stop };
};
