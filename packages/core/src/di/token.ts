import type { ServiceIdentifier } from 'inversify';

/**
 * Names a dependency. A function, because a `const` of a bare symbol would be narrowed to `symbol` and lose `T`.
 * Registered globally, so that two copies of a package in one tree still agree.
 */
export const token = <T>(name: string): ServiceIdentifier<T> => Symbol.for(name);
