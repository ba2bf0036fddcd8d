import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where each project leaves its totals. Declared as an output of the `test` target, so Nx's cache restores it. */
export const summaryFile = (project) => join(project, 'out-tsc', 'test-summary.json');

export const writeSummary = (project, { passed, failed }) => {
  mkdirSync(dirname(summaryFile(project)), { recursive: true });
  writeFileSync(summaryFile(project), `${JSON.stringify({ passed, failed })}\n`);
};

/** Totals of an earlier run must not be counted for a project that does not run this time. */
export const removeSummaries = (projects) =>
  projects.forEach((project) => rmSync(summaryFile(project), { force: true }));

export const sumSummaries = (projects) =>
  projects
    .map(summaryFile)
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')))
    .reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
      passed: 0,
      failed: 0,
    });
