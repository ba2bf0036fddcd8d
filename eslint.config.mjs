// The rules themselves are in tools/lint-rules, one concern per file. Each package re-exports this file.
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import {
  moduleBoundaries,
  operators,
  restrictedImports,
  scripts,
  typeAware,
  wallClock,
} from './tools/lint-rules/index.mjs';

export default [
  { ignores: ['**/dist', '**/out-tsc', '**/node_modules', '**/coverage', '**/.nx'] },
  ...scripts,
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts'] })),
  { files: ['**/*.ts'], plugins: { '@nx': nx } },
  ...typeAware,
  ...wallClock,
  ...operators,
  ...restrictedImports,
  ...moduleBoundaries,
];
