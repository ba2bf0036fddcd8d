/** The code of an error of the operating system, such as `ENOENT`. By shape, so that it does not matter who made the error. */
export const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown error';
