/** Something that the caller has to correct: an option, a path or an input. Its text is one line and says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
