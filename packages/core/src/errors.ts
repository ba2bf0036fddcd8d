import type { DurationMs } from './contracts/time.js';

/** The closed list of what can go wrong between us and a queue. */
export type QueueErrorCode =
  | 'throttled'
  | 'unauthorised'
  | 'not-found'
  | 'malformed'
  | 'too-large'
  | 'conflict'
  | 'unavailable'
  | 'timeout'
  | 'aborted'
  | 'closed'
  | 'misconfigured';

const PASSING: ReadonlySet<QueueErrorCode> = new Set(['throttled', 'unavailable', 'timeout', 'conflict']);

export interface QueueErrorOptions extends ErrorOptions {
  /** What the service asked us to wait before the next try. */
  readonly retryAfterMs?: DurationMs;
}

/** The one error class. Its text names the value, the limit and the remedy, and never a secret or a message body. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly retryAfterMs: DurationMs | undefined;

  constructor(
    readonly code: QueueErrorCode,
    text: string,
    options?: QueueErrorOptions,
  ) {
    super(`[${code}] ${text}`, options);
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** Whether the same call may succeed later. */
  get isPassing(): boolean {
    return PASSING.has(this.code);
  }

  /** Wraps anything that was thrown; recognises by shape, because two copies of this package may be in one tree. */
  static from(thrown: unknown, code: QueueErrorCode = 'unavailable'): QueueError {
    if (isQueueError(thrown)) return thrown;
    const text = thrown instanceof Error ? thrown.message : 'a value that is not an error was thrown';
    return new QueueError(code, text, { cause: thrown });
  }
}

const isQueueError = (thrown: unknown): thrown is QueueError =>
  thrown instanceof QueueError ||
  (thrown instanceof Error && thrown.name === 'QueueError' && 'code' in thrown);
