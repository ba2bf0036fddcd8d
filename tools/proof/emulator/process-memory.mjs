import { readFileSync } from 'node:fs';

/** Proportional set size of a process, bytes; `undefined` on systems that do not tell. */
export const pssBytes = (pid) => {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) * 1_024;
  } catch {
    return undefined;
  }
};
