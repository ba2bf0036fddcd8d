import { ROOT, SPECS } from './places.mjs';
import { wallClockSyntax } from './wall-clock.mjs';

const subscribe = {
  selector: "CallExpression[callee.property.name='subscribe']",
  message:
    'Compose instead: a subscription of its own escapes unsubscribing and errors. consume.ts is the boundary.',
};

/** Operators only compose. `no-restricted-syntax` is replaced by the last block that matches, so all bans are here. */
export const operators = [
  {
    name: 'snoozeq/operators',
    basePath: ROOT,
    files: ['packages/*/src/operators/**/*.ts'],
    ignores: [...SPECS, '**/consume.ts'],
    rules: { 'no-restricted-syntax': ['error', ...wallClockSyntax, subscribe] },
  },
];
