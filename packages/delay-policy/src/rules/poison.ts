import type { DelayRule } from '@snoozeq/core';

/**
 * Dead-letters a message whose stamp cannot be trusted: handled it might be early, held it might wait for ever. Put it first: the
 * other rules have no opinion of such a message, and without one it would be delivered.
 */
export const poison =
  (): DelayRule =>
  ({ reading }) =>
    reading.kind === 'malformed' ? { kind: 'dead-letter', reason: reading.reason } : undefined;
