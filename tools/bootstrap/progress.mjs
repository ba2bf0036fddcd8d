/** Silence longer than this makes people reach for Ctrl-C. */
const BEAT_MS = 1_500;

const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

/**
 * Tells on stderr what a long step does, and every 1.5 s that it is still alive.
 * stdout is left alone: it belongs to the program that is started in the end.
 */
export const startStep = (label, text, out = process.stderr) => {
  const startedAt = performance.now();
  const elapsed = () => seconds(performance.now() - startedAt);
  let lastOutputAt = startedAt;
  out.write(`${label} ${text} ...\n`);
  const beat = setInterval(() => {
    if (performance.now() - lastOutputAt >= BEAT_MS - 100) out.write(`${label} ... ${elapsed()}\n`);
  }, BEAT_MS);
  const finish = (word) => {
    clearInterval(beat);
    out.write(`${label} ${word} after ${elapsed()}\n`);
  };
  return {
    /** Something else was printed: the next sign of life can wait. */
    heard: () => {
      lastOutputAt = performance.now();
    },
    done: () => finish('done'),
    failed: () => finish('failed'),
  };
};
