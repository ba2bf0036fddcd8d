import { delimiter, dirname, join } from 'node:path';
import { CACHE, HERE } from './places.mjs';
import { prepareGo } from './go-env.mjs';
import { prepareJava } from './java-env.mjs';
import { preparePython } from './python-env.mjs';

/** The SDK is big: without kept bytecode the command line takes five times as long. Apart from the sources. */
const PYTHON_ENV = { PYTHONPYCACHEPREFIX: join(CACHE, 'bytecode'), PYTHONDONTWRITEBYTECODE: '' };

const exampleFile = (folder, file) => join(HERE, 'examples', folder, file);

const pythonPrograms = [
  { sdk: 'Python', name: 'every call', program: 'exercise.py' },
  { sdk: 'Python', name: 'introduction', program: 'exercise_introduction.py' },
  { sdk: 'oci-cli', name: 'every command', program: 'exercise_cli.py' },
];

const pythonScenarios = async () => {
  const python = await preparePython();
  if (!python) return { skipped: 'Python and oci-cli: there is no python3 on this machine' };
  const scenarios = pythonPrograms.map(({ program, ...scenario }) => ({
    ...scenario,
    command: python.python,
    args: [join(HERE, 'python', program)],
    env: PYTHON_ENV,
  }));
  const withOci = { ...PYTHON_ENV, PATH: [dirname(python.oci), process.env.PATH].join(delimiter) };
  const examples = [
    { sdk: 'Python', command: python.python, args: [exampleFile('python', 'example.py')], env: PYTHON_ENV },
    { sdk: 'oci-cli', command: 'sh', args: [exampleFile('oci-cli', 'example.sh')], env: withOci },
  ];
  return { scenarios, examples };
};

const typescriptScenarios = async () => ({
  scenarios: [
    {
      sdk: 'TypeScript',
      name: 'every call',
      command: process.execPath,
      args: [join(HERE, 'typescript', 'exercise.mjs')],
    },
  ],
  examples: [
    {
      sdk: 'TypeScript',
      command: process.execPath,
      args: [exampleFile('typescript', 'example.mjs')],
    },
  ],
});

const goScenarios = async () => {
  const go = await prepareGo();
  if (!go) return { skipped: 'Go: there is no go on this machine' };
  return {
    scenarios: [{ sdk: 'Go', name: 'every call', command: go.exercise, args: [] }],
    examples: [{ sdk: 'Go', command: go.example, args: [] }],
  };
};

const javaScenarios = async () => {
  const java = await prepareJava();
  if (!java) return { skipped: 'Java: there is no java or no mvn on this machine' };
  const program = (name) => ({ sdk: 'Java', command: java.command, args: [...java.args, `interop.${name}`] });
  return {
    scenarios: [{ ...program('Exercise'), name: 'every call' }],
    examples: [program('Example')],
  };
};

/** Groups of scenarios that need the same preparation, which may find that they cannot run here. */
export const GROUPS = [
  { name: 'typescript', prepare: typescriptScenarios },
  { name: 'python', prepare: pythonScenarios },
  { name: 'go', prepare: goScenarios },
  { name: 'java', prepare: javaScenarios },
];
