// Weeks in which everything goes wrong, by the thousand: npm run simulate -- --runs 1000 --seed 1 --json
import { simulateWithCrew } from './crew.mjs';
import { FlagError, HELP, readFlags } from './flags.mjs';
import { summaryOf, wordsOf } from './words.mjs';

/** Real time between two lines of progress. */
const PROGRESS_MS = 5_000;

const progress = (runs) => {
  let toldMs = performance.now();
  return (reports) => {
    if (performance.now() - toldMs < PROGRESS_MS) return;
    toldMs = performance.now();
    const done = reports.reduce((sum, report) => sum + report.runs, 0);
    const found = reports.reduce((sum, report) => sum + report.violations.length, 0);
    process.stderr.write(`${done} of ${runs} weeks, ${found} violations\n`);
  };
};

const main = async (args) => {
  const wish = readFlags(args);
  if (wish === undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  const report = await simulateWithCrew(wish, progress(wish.runs));
  (wish.isJson ? process.stderr : process.stdout).write(`${wordsOf(report)}\n`);
  if (wish.isJson) process.stdout.write(`${JSON.stringify(summaryOf(report))}\n`);
  return report.violations.length === 0 ? 0 : 1;
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof FlagError)) throw error;
  process.stderr.write(`simulate: ${error.message}\nSee: npm run simulate -- --help\n`);
  process.exitCode = 2;
}
