// `npm test`: install when needed, run every test, print one line with the totals.
import { enter } from './enter.mjs';

enter(() => import('./run-tests.mjs').then((module) => module.runTests));
