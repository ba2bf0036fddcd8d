import type { Terminal } from './terminal.js';

const BAR_CELLS = 30;
const STEP_PERCENT = 10;

export interface Progress {
  /** Messages done so far. */
  show(done: number): void;
  /** Leaves the line of the bar, so that what follows starts on its own. */
  end(): void;
}

/** For runs that were asked to be quiet. */
export const noProgress: Progress = { show: () => undefined, end: () => undefined };

/**
 * One line that is drawn again for a person; elsewhere, such as in the log of a job, a line for every 10 %. `what` is written behind the
 * count, for runs that show more than one.
 */
export const progressOn = (terminal: Terminal, total: number, what = ''): Progress => {
  const label = what === '' ? '' : ` ${what}`;
  return terminal.isInteractive ? barOn(terminal, total, label) : stepsOn(terminal, total, label);
};

export const barText = (done: number, total: number): string => {
  const filled = Math.floor((done / total) * BAR_CELLS);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_CELLS - filled)}] ${percentOf(done, total)} % ${done}/${total}`;
};

const percentOf = (done: number, total: number): number => Math.floor((done / total) * 100);

const barOn = (terminal: Terminal, total: number, label: string): Progress => {
  let isDrawn = false;
  return {
    show: (done) => {
      isDrawn = true;
      terminal.error(`\r${barText(done, total)}${label}`);
    },
    end: () => {
      if (isDrawn) terminal.error('\n');
    },
  };
};

const stepsOn = (terminal: Terminal, total: number, label: string): Progress => {
  let shownPercent = 0;
  return {
    show: (done) => {
      const percent = Math.floor(percentOf(done, total) / STEP_PERCENT) * STEP_PERCENT;
      if (percent <= shownPercent) return;
      shownPercent = percent;
      terminal.error(`${percent} % ${done}/${total}${label}\n`);
    },
    end: () => undefined,
  };
};
