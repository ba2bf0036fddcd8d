export { restore } from './restore.js';
export { snapshot } from './snapshot.js';
