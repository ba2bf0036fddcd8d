#!/usr/bin/env node
// Oracle's own SDKs and command line against the built emulator. See docs/emulator/sdks.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildEmulator } from './build.mjs';
import { formatted, writtenPage } from './docs.mjs';
import { DOCS_PAGES, RESULTS_FILE } from './places.mjs';
import { differences, failuresOf, gather, merged } from './results.mjs';
import { GROUPS } from './scenarios.mjs';
import { resultTable } from './table.mjs';
import { sdkVersions } from './versions.mjs';

const NAMES = Object.keys(GROUPS);
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

const timed = async (act) => {
  const begunAt = performance.now();
  const result = await act();
  return { result, seconds: ((performance.now() - begunAt) / 1_000).toFixed(1) };
};

/** Resolves to what a group has to run; when its preparation fails, to that failure. */
const prepare = async (name) => {
  try {
    const { result, seconds } = await timed(GROUPS[name]);
    console.log(result.skipped ? `SKIPPED ${result.skipped}` : `${name}: ready after ${seconds} s`);
    return result.runs ?? [];
  } catch ({ message: problem }) {
    const failed = { sdk: name, operation: 'Preparation', outcome: 'ok', name: 'is done', problem };
    return [{ name: `${name}, preparation`, run: async () => [failed] }];
  }
};

await buildEmulator();
// At the same time: half of the work is downloading.
const runs = (await Promise.all(only.map(prepare))).flat();
const checks = [];
for (const { name, run } of runs) {
  const { result, seconds } = await timed(run);
  console.log(`${name}: ${result.length} checks in ${seconds} s`);
  checks.push(...result);
}

const versions = sdkVersions();
const sdks = Object.keys(versions);
const results = gather(checks.filter(({ sdk }) => sdks.includes(sdk)));
const failures = failuresOf(checks);
const recorded = existsSync(RESULTS_FILE) ? JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) : {};

console.log(`\n${resultTable(merged({}, results, sdks), versions)}\n`);
for (const { sdk, operation, outcome, name, problem } of failures)
  console.log(`FAILED ${sdk}: ${operation} ${outcome}: ${name}\n  ${problem}`);

if (isWriting) {
  const record = merged(recorded, results, sdks);
  writeFileSync(RESULTS_FILE, await formatted('results.json', JSON.stringify(record)));
  for (const page of DOCS_PAGES) writeFileSync(page, await writtenPage(readFileSync(page, 'utf8'), record));
}
const differing = isWriting ? [] : differences(recorded, results);
for (const difference of differing) console.log(`DIFFERS ${difference}`);
if (differing.length > 0)
  console.log('Record the results and look at the diff: npm run interop -- --write-docs');

console.log(`${checks.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || differing.length > 0 ? 1 : 0;
