const MAX_LISTED = 20;

/** What is wrong with one line of the input, and how to correct it. */
interface LineProblem {
  readonly line: number;
  readonly reason: string;
}

/** The first problems in the order of the input, then how many more there are. */
export const problemLines = (problems: readonly LineProblem[]): readonly string[] => {
  const listed = problems
    .toSorted((one, other) => one.line - other.line)
    .slice(0, MAX_LISTED)
    .map(({ line, reason }) => `line ${line}: ${reason}`);
  return problems.length > MAX_LISTED ? [...listed, `and ${problems.length - MAX_LISTED} more`] : listed;
};
