import { Worker } from 'node:worker_threads';
import { mergedReports } from '@snoozeq/simulation';

/** Weeks that a thread gets at once: enough to keep it busy, few enough that all end together. */
const PORTION = 10;

/** Runs the weeks on several threads. `onProgress`: called with what is done so far. */
export const simulateWithCrew = async ({ runs, seed, workers, options }, onProgress) => {
  const begun = performance.now();
  const reports = [];
  let next = 0;
  const share = () => {
    const portion = { seed: seed + next, runs: Math.min(PORTION, runs - next) };
    next += portion.runs;
    return portion;
  };
  const work = async () => {
    const worker = new Worker(new URL('worker.mjs', import.meta.url));
    try {
      while (next < runs) {
        reports.push(await answerOf(worker, { ...options, ...share() }));
        onProgress(reports);
      }
    } finally {
      await worker.terminate();
    }
  };
  const crew = Math.min(workers, Math.ceil(runs / PORTION));
  await Promise.all(Array.from({ length: crew }, work));
  return { ...mergedReports(reports), wallMs: Math.round(performance.now() - begun) };
};

const answerOf = (worker, question) =>
  new Promise((resolve, reject) => {
    const listeners = {
      error: reject,
      exit: (code) => reject(new Error(`a thread ended with code ${code}`)),
      message: ({ report, failure }) => {
        for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
        if (failure) reject(new Error(failure));
        else resolve(report);
      },
    };
    for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
    worker.postMessage(question);
  });
