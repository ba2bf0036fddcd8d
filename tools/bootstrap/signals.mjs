const FORWARDED = ['SIGINT', 'SIGTERM'];

/** npm passes a signal on that the process group has already had; the second copy comes at once. */
const ECHO_MS = 1_000;

const atTerminal = () => Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);

/**
 * Passes SIGINT and SIGTERM on to `child` and keeps this process alive to wait for it; returns the undo.
 * At a terminal Ctrl-C is not passed on: the terminal itself sends it to every process in the foreground.
 */
export const forwardSignals = (
  child,
  { terminal = atTerminal(), from = process, now = () => performance.now() } = {},
) => {
  const lastAt = new Map();
  const pass = (signal) => {
    if (terminal && signal === 'SIGINT') return;
    const at = now();
    if (at - (lastAt.get(signal) ?? -Infinity) < ECHO_MS) return;
    lastAt.set(signal, at);
    child.kill(signal);
  };
  for (const signal of FORWARDED) from.on(signal, pass);
  return () => FORWARDED.forEach((signal) => from.off(signal, pass));
};
