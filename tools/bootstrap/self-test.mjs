// Runs the `*.test.mjs` files of the current folder with Node's own test runner, in the way of the other projects:
// readable output, an exit code, totals left for `npm test`. `node --test` would take test.mjs for a test.
import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { writeSummary } from './test-summary.mjs';

const files = readdirSync('.')
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => `${process.cwd()}/${name}`);
const totals = { passed: 0, failed: 0 };
const isTest = ({ details }) => details.type !== 'suite';

run({ files })
  .on('test:pass', (event) => {
    if (isTest(event)) totals.passed += 1;
  })
  .on('test:fail', (event) => {
    if (isTest(event)) totals.failed += 1;
    process.exitCode = 1;
  })
  .on('end', () => writeSummary(process.cwd(), totals))
  .compose(new spec())
  .pipe(process.stdout);
