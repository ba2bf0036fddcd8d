/** What a command of ours is towards its shell: arguments, input lines, terminal, files and exit codes. */
export { checkDistinctPaths } from './distinct-paths.js';
export { EXIT, exitCodeOfError, type ExitCode } from './exit-code.js';
export type { InputLine, Parsed } from './input-line.js';
export { openInput } from './input-source.js';
export { runLinesCommand, type LinesCommand, type LinesCommandParts } from './lines-command.js';
export { openApp, type OpenApp } from './open-app.js';
export { OutputFile } from './output-file.js';
export { parseArguments, type ParsedArguments } from './parse-arguments.js';
export { problemLines } from './problem-lines.js';
export { noProgress, progressOn } from './progress.js';
export { queueModules } from './queue-modules.js';
export { addQueueOptions, queueOptions, type QueueFlags, type QueueOptions } from './queue-options.js';
export { stampOf } from './queue-place.js';
export { readLines } from './read-lines.js';
export { stopSignal } from './stop-signal.js';
export { processTerminal, type Terminal } from './terminal.js';
export { UsageError } from './usage-error.js';
