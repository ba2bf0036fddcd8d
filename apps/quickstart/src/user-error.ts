/** Something that the user has to put right: shown as one line, with exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
