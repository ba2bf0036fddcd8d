import { QueueError, type QueueErrorCode } from '@snoozeq/core';
import { UsageError } from './usage-error.js';

/** What the shell gets. */
export const EXIT = {
  ok: 0,
  /** Something could not be sent. */
  notAllSent: 1,
  /** The input or the options have to be corrected. */
  badInput: 2,
  /** Ctrl-C or SIGTERM. */
  stopped: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const TO_CORRECT: ReadonlySet<QueueErrorCode> = new Set(['malformed', 'misconfigured']);

export const exitCodeOfError = (thrown: unknown): ExitCode => {
  if (thrown instanceof UsageError) return EXIT.badInput;
  return TO_CORRECT.has(QueueError.from(thrown).code) ? EXIT.badInput : EXIT.notAllSent;
};
