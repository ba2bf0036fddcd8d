import { systemClock, type DurationMs } from '@snoozeq/core';

/** Where the run tells its story. */
export interface Screen {
  /** A line that stays. */
  line(text: string): void;
  /** The line at the bottom, replaced by the next one; without a terminal, printed now and then. */
  live(text: string): void;
}

/** Without a terminal: often enough that nobody thinks it hangs. */
const PLAIN_EVERY_MS: DurationMs = 1_500;
const CLEAR_LINE = '\r\u001B[2K';

export const createScreen = (out: NodeJS.WriteStream): Screen =>
  out.isTTY ? terminalScreen(out) : plainScreen(out);

export const silentScreen: Screen = { line: () => undefined, live: () => undefined };

const terminalScreen = (out: NodeJS.WriteStream): Screen => {
  let isLive = false;
  const clear = (): string => (isLive ? CLEAR_LINE : '');
  return {
    line: (text) => {
      out.write(`${clear()}${text}\n`);
      isLive = false;
    },
    live: (text) => {
      out.write(`${clear()}${text.slice(0, Math.max(20, out.columns - 1))}`);
      isLive = true;
    },
  };
};

const plainScreen = (out: NodeJS.WriteStream): Screen => {
  let lastMs = systemClock.now();
  const write = (text: string): void => {
    lastMs = systemClock.now();
    out.write(`${text}\n`);
  };
  return {
    line: write,
    live: (text) => {
      if (systemClock.now() - lastMs >= PLAIN_EVERY_MS) write(text);
    },
  };
};
