/** The steps that `npm start` and `npm test` share. Each tells on stderr what it does. */
export { install } from './install.mjs';
export { build } from './build.mjs';
