// Measures against targets: node tools/bench/bench.mjs SUITE [--only NAME] [--quick] [--json] [--input FILE]. Needs `npm run build`.
import { readdirSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { slackOf, table } from './figures.mjs';

const SCENARIOS = new URL('scenarios/', import.meta.url);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    input: { type: 'string', default: '' },
  },
});
const [suite = ''] = positionals;
const names = readdirSync(SCENARIOS).filter(
  (name) => name.startsWith(`${suite}-`) && name.includes(options.only),
);
if (suite === '' || names.length === 0) {
  console.error(
    `No scenario. The files of tools/bench/scenarios are named SUITE-NAME.mjs, such as emulator-start.mjs.`,
  );
  process.exit(2);
}

/** Processes that wanted to run, as a mean of the last minute: more than there are processors disturb each other. */
const load = () => (loadavg()[0] ?? 0).toFixed(1);

const loadBefore = load();
const figures = [];
for (const name of names) {
  const { run } = await import(new URL(name, SCENARIOS));
  if (!options.json) console.error(`${name} …`);
  figures.push(...(await run({ isQuick: options.quick, slack: slackOf(options), input: options.input })));
}
if (!options.json) {
  console.error(
    `Load of the machine: ${loadBefore} before, ${load()} after, on ${availableParallelism()} processors.`,
  );
}
console.log(options.json ? JSON.stringify(figures, null, 2) : table(figures));
if (figures.some(({ isFailure }) => isFailure)) process.exitCode = 1;
