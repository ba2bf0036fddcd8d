/** Where a run writes: results to `output`, everything else to `error`. Texts end with their own line feed. */
export interface Terminal {
  /** Whether a person looks at `error`. */
  readonly isInteractive: boolean;
  output(text: string): void;
  error(text: string): void;
}

export const processTerminal = ({ stdout, stderr }: NodeJS.Process): Terminal => {
  // A reader that went away, such as head, must not end the run with a stack trace.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  return {
    isInteractive: stderr.isTTY,
    output: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
  };
};
