import { CLOCK, PURE, ROOT, SPECS, TYPESCRIPT, WIRING } from './places.mjs';
import { timerModules } from './wall-clock.mjs';

const CONTAINER = {
  regex: '^(inversify|reflect-metadata)(/|$)',
  message: 'Dependency injection belongs to di folders, *.module.ts and apps.',
};
const LIBRARY = {
  regex: '^(?!\\.{1,2}(/|$)|@snoozeq/|node:)',
  message: 'This package is pure: it imports no library outside its di folder.',
};
const CORE_VALUES = {
  regex: '^@snoozeq/core(/|$)',
  allowTypeImports: true,
  message: 'The engine takes only types from core: it decides by itself.',
};
const STREAMS = {
  regex: '^@snoozeq/core$',
  allowTypeImports: true,
  message:
    'It loads RxJS, which an emulator does not need and starts later for: import values from @snoozeq/core/base.',
};
const EMULATOR = {
  regex: '^@snoozeq/emulator(/|$)',
  message: 'Only the quickstart starts an emulator; other apps reach a queue by its endpoint.',
};

const block = ({ name, files, ignores = [], paths = timerModules, patterns = [] }) => ({
  name: `snoozeq/imports-${name}`,
  basePath: ROOT,
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }] },
});

/** Who may import what beyond the layers of module-boundaries.mjs. The last block that matches a file counts. */
export const restrictedImports = [
  block({ name: 'everywhere', files: TYPESCRIPT, patterns: [CONTAINER] }),
  block({ name: 'clock', files: CLOCK, paths: [], patterns: [CONTAINER] }),
  block({ name: 'pure', files: PURE, ignores: WIRING, patterns: [LIBRARY] }),
  block({
    name: 'engine',
    files: ['packages/queue-engine/src/**/*.ts'],
    patterns: [LIBRARY, CORE_VALUES],
  }),
  block({
    name: 'emulator',
    files: ['packages/{emulator,wire-clock}/src/**/*.ts'],
    patterns: [CONTAINER, STREAMS],
  }),
  block({ name: 'wiring', files: WIRING }),
  block({
    name: 'apps',
    files: ['apps/*/src/**/*.ts'],
    ignores: ['apps/quickstart/**'],
    patterns: [EMULATOR],
  }),
  {
    name: 'snoozeq/imports-specs',
    basePath: ROOT,
    files: SPECS,
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
];
