const FORWARDED = ['SIGINT', 'SIGTERM'];

/** npm passes a signal on that the process group has already had; the second copy comes at once. */
const ECHO_MS = 1_000;

const LOOK_MS = 500;

/** As it was when this process began; it changes when the parent dies. */
const parentAtStart = process.ppid;

const atTerminal = () => Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
const startedByNpm = () => 'npm_lifecycle_event' in process.env;

/**
 * npm runs a script through a shell, and passes a signal of its own on to that shell alone, which dies of it without
 * a word to us. Returns the undo.
 */
const whenParentDies = (then) => {
  const look = setInterval(() => {
    if (process.ppid === parentAtStart) return;
    clearInterval(look);
    then();
  }, LOOK_MS);
  return () => clearInterval(look);
};

/**
 * Passes SIGINT and SIGTERM on to `child` and keeps this process alive to wait for it; returns the undo.
 * At a terminal Ctrl-C is not passed on: the terminal itself sends it to every process in the foreground.
 * When npm started us and is killed, the child is told to end as well.
 */
export const forwardSignals = (
  child,
  { terminal = atTerminal(), byNpm = startedByNpm(), from = process, now = () => performance.now() } = {},
) => {
  const lastAt = new Map();
  const pass = (signal) => {
    const at = now();
    const echo = at - (lastAt.get(signal) ?? -Infinity) < ECHO_MS;
    lastAt.set(signal, at);
    if (!echo && !(terminal && signal === 'SIGINT')) child.kill(signal);
  };
  const endChild = () => {
    if (lastAt.size === 0) pass('SIGTERM');
  };
  for (const signal of FORWARDED) from.on(signal, pass);
  const stopLooking = byNpm ? whenParentDies(endChild) : () => {};
  return () => {
    FORWARDED.forEach((signal) => from.off(signal, pass));
    stopLooking();
  };
};
