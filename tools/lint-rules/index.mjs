export { moduleBoundaries } from './module-boundaries.mjs';
export { operators } from './operators.mjs';
export { restrictedImports } from './restricted-imports.mjs';
export { scripts } from './scripts.mjs';
export { typeAware } from './type-aware.mjs';
export { wallClock } from './wall-clock.mjs';
