import { exitCodeOfError, type ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** Runs a command to its exit code. Never throws: what it throws becomes one line that begins with its name. */
export const runCommand = async (
  name: string,
  terminal: Terminal,
  command: () => Promise<ExitCode>,
): Promise<ExitCode> => {
  try {
    return await command();
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    terminal.error(`${name}: ${text.replace(/\s*\n\s*/g, ' ')}\n`);
    return exitCodeOfError(thrown);
  }
};
