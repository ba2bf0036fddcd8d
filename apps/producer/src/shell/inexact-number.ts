/** Escapes and quotes too, so that what looks like a number inside a string can be told apart. */
const TOKENS = /\\.|"|-?\d[\d.eE+-]*/g;

/**
 * The first number in a valid JSON text that would not survive being read and written again: an integer beyond ±(2^53 − 1), which
 * would be rounded, or one beyond the double range, which would become null.
 */
export const inexactNumber = (json: string): string | undefined => {
  let isInString = false;
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '"') isInString = !isInString;
    else if (!isInString && !isExact(token)) return token;
  }
  return undefined;
};

const isExact = (token: string): boolean =>
  /^-?\d+$/.test(token) ? Number.isSafeInteger(Number(token)) : Number.isFinite(Number(token));
