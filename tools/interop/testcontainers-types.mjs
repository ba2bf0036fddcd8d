import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installedBin } from '../bootstrap/installed-bin.mjs';
import { CACHE, HERE, WORKSPACE } from './places.mjs';
import { runProgram } from './run-program.mjs';

/** Not in package.json: 174 packages that nothing but this example looks at. */
const TESTCONTAINERS = 'testcontainers@11.14.0';
const FOLDER = join(CACHE, TESTCONTAINERS);
const EXAMPLE = 'oci-queue-container.ts';

/** Makes a folder in which the example for TypeScript finds the real package. */
export const prepareTestcontainers = async () => {
  mkdirSync(FOLDER, { recursive: true });
  if (existsSync(join(FOLDER, 'node_modules', 'testcontainers'))) return;
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', TESTCONTAINERS];
  const { code, stderr } = await runProgram({ command: 'npm', args, cwd: FOLDER });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}.\n${stderr}`);
};

/** Compiles the example against the real package; there is no engine to run it. Resolves to checks. */
export const checkTypes = async () => {
  copyFileSync(join(HERE, 'examples', 'testcontainers', EXAMPLE), join(FOLDER, EXAMPLE));
  const flags = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    'node',
  ];
  const args = [installedBin(WORKSPACE, 'typescript', 'tsc'), ...flags, EXAMPLE];
  const { code, stdout } = await runProgram({ command: process.execPath, args, cwd: FOLDER });
  const check = {
    sdk: 'Testcontainers for TypeScript',
    operation: 'Types',
    outcome: 'ok',
    name: 'the example compiles',
  };
  return [code === 0 ? check : { ...check, problem: stdout }];
};
