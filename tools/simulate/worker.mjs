// One thread: runs the weeks that it is given.
import { simulate } from '@snoozeq/simulation';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', (options) => {
  simulate(options).then(
    (report) => parentPort.postMessage({ report }),
    (error) =>
      parentPort.postMessage({
        failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
