import { readFileSync } from 'node:fs';

const KB_PER_MB = 1_024;

/** Memory of these processes in MB, shared pages counted once (proportional set size); undefined where the system does not tell. */
export const memoryMb = (pids: readonly number[]): number | undefined => {
  const sizes = pids.map(proportionalKb);
  if (sizes.every((kb) => kb === undefined)) return undefined;
  return Math.round(sizes.reduce<number>((sum, kb) => sum + (kb ?? 0), 0) / KB_PER_MB);
};

const proportionalKb = (pid: number): number | undefined => {
  try {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return found ? Number(found[1]) : undefined;
  } catch {
    return undefined; // Not Linux, or the process has just ended.
  }
};
