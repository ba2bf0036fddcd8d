import js from '@eslint/js';
import { ROOT } from './places.mjs';

const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const NODE = readonly([
  ...['process', 'console', 'performance', 'Buffer', 'URL', 'AbortController', 'AbortSignal', 'fetch'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'structuredClone'],
]);
const COMMONJS = readonly(['require', 'module', 'exports', '__dirname', '__filename']);

/** Plain scripts of the tooling; they run on the wall clock. */
export const scripts = [
  { name: 'snoozeq/scripts', files: ['**/*.{js,mjs,cjs}'], ...js.configs.recommended },
  { name: 'snoozeq/scripts-node', files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: NODE } },
  {
    name: 'snoozeq/scripts-commonjs',
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: COMMONJS },
  },
  {
    // They must say "your Node is too old" on a Node that is too old, so it has to be able to read them.
    name: 'snoozeq/scripts-for-old-node',
    basePath: ROOT,
    files: ['tools/bootstrap/{start,test,enter,check-node}.mjs'],
    languageOptions: { ecmaVersion: 2020 },
  },
];
