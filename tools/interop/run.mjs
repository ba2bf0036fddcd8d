#!/usr/bin/env node
// Oracle's own SDKs and command line against the built emulator. See docs/emulator/sdks.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildEmulator } from './build.mjs';
import { formatted, writtenPage } from './docs.mjs';
import { DOCS_PAGE, RESULTS_FILE } from './places.mjs';
import { differences, failuresOf, gather, merged } from './results.mjs';
import { runExample, runScenario } from './scenario.mjs';
import { GROUPS } from './scenarios.mjs';
import { resultTable } from './table.mjs';
import { sdkVersions } from './versions.mjs';

const NAMES = GROUPS.map(({ name }) => name);
const USAGE = `usage: npm run interop -- [--only NAME]... [--write-docs]
  --only NAME    one of ${NAMES.join(', ')}; may be repeated
  --write-docs   record the results, and write them into the table of the docs`;

const options = {
  only: { type: 'string', multiple: true, default: NAMES },
  'write-docs': { type: 'boolean', default: false },
};

const flags = () => {
  try {
    const { values } = parseArgs({ options });
    const unknown = values.only.find((name) => !NAMES.includes(name));
    if (unknown !== undefined) throw new Error(`There is no group ${unknown}.`);
    return values;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
};

const { only, 'write-docs': isWriting } = flags();

const prepare = async (group) => {
  const begunAt = performance.now();
  const prepared = await group.prepare();
  const seconds = ((performance.now() - begunAt) / 1_000).toFixed(1);
  console.log(prepared.skipped ? `SKIPPED ${prepared.skipped}` : `${group.name}: ready after ${seconds} s`);
  return prepared;
};

const runAll = async ({ scenarios = [], examples = [] }) => {
  const checks = [];
  for (const scenario of scenarios) {
    const run = await runScenario(scenario);
    console.log(`${run.sdk}, ${run.name}: ${run.checks.length} checks in ${run.seconds.toFixed(1)} s`);
    checks.push(...run.checks);
  }
  for (const example of examples) checks.push(await runExample(example));
  return checks;
};

await buildEmulator();
// At the same time: half of the work is downloading.
const groups = await Promise.all(GROUPS.filter(({ name }) => only.includes(name)).map(prepare));
const checks = [];
for (const group of groups) checks.push(...(await runAll(group)));

const versions = sdkVersions();
const sdks = Object.keys(versions);
const results = gather(checks);
const failures = failuresOf(checks);
const recorded = existsSync(RESULTS_FILE) ? JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) : {};

console.log(`\n${resultTable(merged({}, results, sdks), versions)}\n`);
for (const { sdk, operation, outcome, name, problem } of failures)
  console.log(`FAILED ${sdk}: ${operation} ${outcome}: ${name}\n  ${problem}`);

if (isWriting) {
  const record = merged(recorded, results, sdks);
  writeFileSync(RESULTS_FILE, await formatted(RESULTS_FILE, JSON.stringify(record)));
  writeFileSync(DOCS_PAGE, await writtenPage(readFileSync(DOCS_PAGE, 'utf8'), record));
}
const differing = isWriting ? [] : differences(recorded, results);
for (const difference of differing) console.log(`DIFFERS ${difference}`);
if (differing.length > 0)
  console.log('Record the results and look at the diff: npm run interop -- --write-docs');

console.log(`${checks.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || differing.length > 0 ? 1 : 0;
