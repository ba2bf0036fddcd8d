/** Silence longer than this makes people reach for Ctrl-C. */
const BEAT_MS = 1_500;

/** With output of its own every half second a step needs no beat. */
const QUIET_MS = 500;

const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

/**
 * Tells on stderr what a long step does, and every 1.5 s that it is still alive.
 * stdout is left alone: it belongs to the program that is started in the end.
 */
export const startStep = (label, text, { out = process.stderr, now = () => performance.now() } = {}) => {
  const startedAt = now();
  const elapsed = () => seconds(now() - startedAt);
  let lastOutputAt = startedAt;
  out.write(`${label} ${text} ...\n`);
  const beat = setInterval(() => {
    if (now() - lastOutputAt >= QUIET_MS) out.write(`${label} ... ${elapsed()}\n`);
  }, BEAT_MS);
  const finish = (word) => {
    clearInterval(beat);
    out.write(`${label} ${word} after ${elapsed()}\n`);
  };
  return {
    /** Something else was printed: the next sign of life can wait. */
    heard: () => {
      lastOutputAt = now();
    },
    done: () => finish('done'),
    failed: () => finish('failed'),
  };
};
