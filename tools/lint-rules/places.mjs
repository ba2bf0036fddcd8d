import { fileURLToPath } from 'node:url';

/**
 * Every package has its own eslint.config.mjs, so patterns would count from the package. With this as `basePath`
 * they count from the repository.
 */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export const TYPESCRIPT = ['**/*.ts'];

/** Specs, and the folders beside them that only specs use and no build contains. */
export const SPECS = ['**/*.spec.ts', '**/src/**/{spec-support,spec-model,test-support,fixtures}/**/*.ts'];

/** Written as a user of the package would, who imports it by its name. */
export const EXAMPLES = ['packages/*/examples/**/*.ts'];

/** The only places that may know a dependency injection container. */
export const WIRING = [
  'packages/*/src/**/di/**/*.ts',
  'packages/*/src/**/*.module.ts',
  'apps/*/src/**/*.ts',
  ...EXAMPLES,
];

/** Packages of pure functions: they import no library at all outside their wiring. */
export const PURE = ['packages/delay-policy/src/**/*.ts', 'packages/queue-engine/src/**/*.ts'];

/** Where the injected clocks and the random source are made. */
export const CLOCK = ['packages/core/src/clock/**/*.ts'];
