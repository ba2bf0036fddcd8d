const BRAND = Symbol.for('@snoozeq/delay-policy/UnrecoverableError');

/** Throw it, or a class of your own that extends it, where trying again cannot help: the message is dead-lettered at once. */
export class UnrecoverableError extends Error {
  override name = 'UnrecoverableError';
  readonly [BRAND] = true;
}

/** By shape, because two copies of this package may be in one tree. */
export const isUnrecoverable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && BRAND in error;
