export { exportMessages } from './export-messages.js';
export { importMessages } from './import-messages.js';
export { reset } from './reset.js';
export { restore } from './restore.js';
export { snapshot } from './snapshot.js';
