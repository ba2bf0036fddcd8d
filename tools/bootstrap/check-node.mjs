// Read by Node versions that are too old for the rest: no syntax newer than ES2015 in this file.

/** The oldest Node that can `require` an ES module, which Inversify 8 needs. */
const NEEDED = [20, 19];

/** One line for the user when `found` (such as '18.20.4') is too old; undefined when it will do. */
export function nodeProblem(found) {
  const parts = String(found).split('.').map(Number);
  const major = parts[0];
  const minor = parts[1];
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  return (
    'snoozeq needs Node >= ' +
    NEEDED.join('.') +
    ', found ' +
    found +
    '. Install Node 24 from https://nodejs.org (with nvm: nvm install 24), then run the command again.'
  );
}
