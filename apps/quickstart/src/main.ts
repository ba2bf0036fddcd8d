import 'reflect-metadata';
import { readOptions } from './options.js';
import { keepRunning } from './keep-running.js';
import { runQuickstart } from './quickstart.js';
import { isGood } from './report.js';
import { createScreen, silentScreen } from './screen.js';
import { UserError } from './user-error.js';
import { verdictLines } from './verdict.js';

const EXIT_BAD_INPUT = 2;
const EXIT_INTERRUPTED = 130;

const run = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort()); // A second one changes nothing: the stop has begun.
  const screen = options.quiet ? silentScreen : createScreen(options.json ? process.stderr : process.stdout);
  const { report, folder, kept } = await runQuickstart(options, screen, interruption.signal);
  const { aborted } = interruption.signal;
  if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else for (const line of verdictLines(report, folder, aborted)) console.log(line);
  if (kept) await keepRunning(kept, interruption.signal);
  if (aborted) return EXIT_INTERRUPTED;
  return isGood(report) ? 0 : 1;
};

process.exitCode = await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return error instanceof UserError ? EXIT_BAD_INPUT : 1;
});
