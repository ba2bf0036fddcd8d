import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCaptured } from '../bootstrap/run-command.mjs';
import { CACHE, HERE } from './places.mjs';

const CLASSPATH_FILE = join(CACHE, 'java', 'classpath');
const isThere = (command, flag) => spawnSync(command, [flag]).status === 0;

/** Compiles the Java programs; resolves to the start of a command line, or to `undefined` without java or mvn. */
export const prepareJava = async () => {
  if (!isThere('java', '-version') || !isThere('mvn', '--version')) return undefined;
  const { code, output } = await runCaptured({
    command: 'mvn',
    args: [
      ...['--batch-mode', '--no-transfer-progress', '--quiet', 'test-compile'],
      ...['dependency:build-classpath', '-Dmdep.includeScope=runtime', `-Dmdep.outputFile=${CLASSPATH_FILE}`],
    ],
    cwd: join(HERE, 'java'),
  });
  if (code !== 0) throw new Error(`The build of the Java programs ended with code ${code}.\n${output}`);
  const classpath = [join(CACHE, 'java', 'classes'), readFileSync(CLASSPATH_FILE, 'utf8')].join(delimiter);
  return { command: 'java', args: ['-cp', classpath] };
};
