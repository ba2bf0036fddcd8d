import { delimiter, dirname, join } from 'node:path';
import { runImageSteps } from './container.mjs';
import { prepareGo } from './go-env.mjs';
import { prepareJava } from './java-env.mjs';
import { CACHE, HERE } from './places.mjs';
import { preparePython } from './python-env.mjs';
import { runExample, runScenario } from './scenario.mjs';
import { checkTypes, prepareTestcontainers } from './testcontainers-types.mjs';

/** A thing to run, which resolves to checks. */
const scenario = (name, program) => ({
  name: `${program.sdk}, ${name}`,
  run: () => runScenario(name, program),
});
const example = (program) => ({ name: `${program.sdk}, example`, run: () => runExample(program) });

/** The SDK is big: without kept bytecode the command line takes five times as long. Apart from the sources. */
const PYTHON_ENV = { PYTHONPYCACHEPREFIX: join(CACHE, 'bytecode'), PYTHONDONTWRITEBYTECODE: '' };

const SMALL_LIMITS = [
  ...['--limit', 'requestRate=5', '--limit', 'queueBytes=1000'],
  ...['--limit', 'inFlight=2', '--mode', 'inFlightFull=throttle'],
];

const STOMP = ['--stomp-port', '0', '--stomp-tls-port', '0'];

const SLOW_QUEUES = ['--mode', 'workRequests=realistic'];

const python = async () => {
  const found = await preparePython();
  if (!found) return { skipped: 'Python and oci-cli: there is no python3 on this machine' };
  const program = (file, more) => ({
    ...{ sdk: 'Python', command: found.python, args: [join(HERE, file)], env: PYTHON_ENV },
    ...more,
  });
  const withOci = { ...PYTHON_ENV, PATH: [dirname(found.oci), process.env.PATH].join(delimiter) };
  return {
    runs: [
      scenario('every call', program('python/exercise.py')),
      scenario('small limits', program('python/exercise_limits.py', { emulatorFlags: SMALL_LIMITS })),
      scenario('introduction', program('python/exercise_introduction.py', { emulatorFlags: SLOW_QUEUES })),
      scenario('delayed delivery', program('python/exercise_delayed.py')),
      scenario('STOMP', program('python/exercise_stomp.py', { sdk: 'stomp.py', emulatorFlags: STOMP })),
      scenario('due stamp', program('python/exercise_due_stamp.py')),
      scenario('Testcontainers', program('python/exercise_testcontainers.py')),
      example(program('examples/python/example.py')),
      scenario('every command', program('python/exercise_cli.py', { sdk: 'oci-cli' })),
      example({
        ...{ sdk: 'oci-cli', command: 'sh', args: [join(HERE, 'examples/oci-cli/example.sh')] },
        env: withOci,
      }),
    ],
  };
};

const typescript = async () => {
  const program = (file) => ({ sdk: 'TypeScript', command: process.execPath, args: [join(HERE, file)] });
  return {
    runs: [
      scenario('every call', program('typescript/exercise.mjs')),
      example(program('examples/typescript/example.mjs')),
    ],
  };
};

const go = async () => {
  const built = await prepareGo();
  if (!built) return { skipped: 'Go: there is no go on this machine' };
  const program = (command) => ({ sdk: 'Go', command, args: [] });
  return { runs: [scenario('every call', program(built.exercise)), example(program(built.example))] };
};

const java = async () => {
  const built = await prepareJava();
  if (!built) return { skipped: 'Java: there is no java or no mvn on this machine' };
  const program = (name) => ({ sdk: 'Java', ...built, args: [...built.args, `interop.${name}`] });
  return { runs: [scenario('every call', program('Exercise')), example(program('Example'))] };
};

const container = async () => {
  await prepareTestcontainers();
  return {
    runs: [
      { name: 'Container image, steps without an engine', run: runImageSteps },
      { name: 'TypeScript, Testcontainers', run: checkTypes },
    ],
  };
};

/** What needs the same preparation, which may find that it cannot run here, by name. */
export const GROUPS = { typescript, python, java, go, container };
