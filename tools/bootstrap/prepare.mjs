/** The steps that `npm start` and `npm test` share. Each tells on stderr what it does. */
export { nodeProblem } from './check-node.mjs';
export { isInstallNeeded } from './is-install-needed.mjs';
export { install } from './install.mjs';
export { build } from './build.mjs';
