/** Far longer than a process needs to end that has nothing left to do. */
const PATIENCE_MS = 10_000;

/** What `process.getActiveResourcesInfo` counts, and which child or connection it is: that finds the test that did not close it. */
const leftovers = () => {
  // Undocumented, and only read to tell more.
  const handles = (process._getActiveHandles?.() ?? []).flatMap((handle) => {
    const { pid, spawnargs, localPort, remotePort } = handle;
    if (pid !== undefined) return [`process ${pid} (${spawnargs?.join(' ')})`];
    return localPort === undefined ? [] : [`connection ${localPort} to ${remotePort}`];
  });
  return [...process.getActiveResourcesInfo(), ...handles].join(', ');
};

/** A Jest process that does not end when its tests have would hold up a build for ever: it says what it still holds, and fails. */
module.exports = class EndingReporter {
  constructor(_globalConfig, { patienceMs = PATIENCE_MS } = {}) {
    this.patienceMs = patienceMs;
  }

  onRunComplete() {
    setTimeout(() => {
      console.error(`The tests are over, but something was not closed: ${leftovers()}`);
      process.exit(1);
    }, this.patienceMs).unref();
  }
};
