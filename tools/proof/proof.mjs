// Everything that is to be shown beyond the tests, in full: node tools/proof/proof.mjs [--quick] [--only NAME]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installedBin } from '../bootstrap/installed-bin.mjs';
import { runAttached } from '../bootstrap/run-command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});
const isQuick = options.quick;

/** Property tests try other histories each time that they are run: this often. */
const PROPERTY_RUNS = Number(process.env.SNOOZEQ_PROOF_RUNS ?? 20);
const PROPERTY_PACKAGES = ['queue-engine', 'emulator'];

const node = (...args) => ({ command: process.execPath, args, cwd: root });
const npx = (name, ...args) => node(installedBin(root, name === 'tsc' ? 'typescript' : name, name), ...args);
const properties = (name) => ({
  command: process.execPath,
  args: ['--experimental-vm-modules', '--no-warnings', installedBin(root, 'jest', 'jest'), 'property.spec'],
  cwd: `${root}/packages/${name}`,
});

const STEPS = [
  {
    name: 'build',
    commands: [
      npx(
        'nx',
        'run-many',
        '-t',
        'build',
        '-p',
        '@snoozeq/emulator',
        '@snoozeq/transport-memory',
        '@snoozeq/delay-policy',
      ),
    ],
  },
  {
    name: 'bad-requests',
    commands: [node('tools/proof/bad-requests.mjs', '--requests', isQuick ? '4000' : '20000')],
  },
  {
    name: 'bad-frames',
    commands: [node('tools/proof/bad-frames.mjs', '--streams', isQuick ? '4000' : '20000')],
  },
  {
    name: 'kills',
    commands: [
      node('tools/proof/kill-nine.mjs', '--rounds', isQuick ? '3' : '20'),
      node('tools/proof/full-disk.mjs'),
    ],
  },
  {
    name: 'properties',
    // A short run leaves them to the tests, which have run them once.
    commands: isQuick
      ? []
      : Array.from({ length: PROPERTY_RUNS }, () => PROPERTY_PACKAGES.map(properties)).flat(),
  },
  { name: 'delays', commands: [node('tools/bench/bench.mjs', 'delays', ...(isQuick ? ['--quick'] : []))] },
  {
    name: 'simulation',
    commands: [
      npx('tsc', '-b', 'packages/simulation/tsconfig.lib.json'),
      node('tools/simulate/simulate.mjs', '--runs', isQuick ? '100' : '10000', '--seed', '1'),
      node(
        'tools/simulate/simulate.mjs',
        '--runs',
        isQuick ? '20' : '1000',
        '--seed',
        '1',
        '--strategy',
        'keeper',
        '--fenced',
      ),
    ],
  },
  { name: 'bench', commands: [node('tools/bench/bench.mjs', 'emulator', ...(isQuick ? ['--quick'] : []))] },
];

const results = [];
for (const { name, commands } of STEPS.filter(
  (step) => step.name === 'build' || step.name.includes(options.only),
)) {
  const begun = performance.now();
  let code = 0;
  for (const command of commands) {
    console.log(`\n=== ${name}`);
    code = await runAttached(command);
    if (code !== 0) break;
  }
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  if (commands.length > 0)
    results.push({ name, code, text: `${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s` });
  if (name === 'build' && code !== 0) break;
}
console.log(`\n${results.map(({ text }) => text).join('\n')}`);
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0;
