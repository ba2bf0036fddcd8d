import type { Readable } from 'node:stream';

/** Calls `task` when nothing more can come: a pipe tells so by its end or its close, a file such as `/dev/null` only by its end. */
export const whenInputEnds = (input: Readable, task: () => void): void => {
  let hasEnded = false;
  const once = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    task();
  };
  input.on('end', once).on('close', once).resume();
};
