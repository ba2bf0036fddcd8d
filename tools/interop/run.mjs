#!/usr/bin/env node
// Oracle's own SDKs and command line against the built emulator. See docs/emulator/sdks.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildEmulator } from './build.mjs';
import { formatted, writtenPage } from './docs.mjs';
import { DOCS_PAGE, RESULTS_FILE } from './places.mjs';
import { runExample } from './examples.mjs';
import { differences, failuresOf, gather, merged } from './results.mjs';
import { runScenario } from './scenario.mjs';
import { GROUPS } from './scenarios.mjs';
import { resultTable } from './table.mjs';
import { sdkVersions } from './versions.mjs';

const USAGE = `usage: npm run interop -- [--all] [--only NAME]... [--write-docs]
  --all          also what takes long: ${GROUPS.filter(({ isSlow }) => isSlow).map(({ name }) => name)}
  --only NAME    one of ${GROUPS.map(({ name }) => name).join(', ')}; may be repeated
  --write-docs   record the results, and write them into the table of the docs`;

const options = {
  all: { type: 'boolean', default: false },
  only: { type: 'string', multiple: true, default: [] },
  'write-docs': { type: 'boolean', default: false },
};

const flags = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
};

const { all, only, 'write-docs': isWriting } = flags();
const isWanted = ({ name, isSlow }) => (only.length > 0 ? only.includes(name) : all || !isSlow);

const runGroup = async ({ name, prepare }) => {
  const begunAt = performance.now();
  const { scenarios = [], examples = [], skipped } = await prepare();
  if (skipped) console.log(`SKIPPED ${skipped}`);
  else console.log(`${name}: ready after ${((performance.now() - begunAt) / 1_000).toFixed(1)} s`);
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
const checks = [];
for (const group of GROUPS.filter(isWanted)) checks.push(...(await runGroup(group)));

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
