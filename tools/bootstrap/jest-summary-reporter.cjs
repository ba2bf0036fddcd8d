/** Leaves the totals of a Jest run where `npm test` adds them up, see test-summary.mjs. */
module.exports = class SummaryReporter {
  constructor(globalConfig) {
    this.project = globalConfig.rootDir;
  }

  async onRunComplete(_contexts, results) {
    const { writeSummary } = await import('./test-summary.mjs');
    writeSummary(this.project, {
      passed: results.numPassedTests,
      // A file that does not even load has no tests to fail; it counts as one.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    });
  }
};
