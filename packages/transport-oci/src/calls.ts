import { QueueError, type Activity, type Clock, type DurationMs } from '@snoozeq/core';
import { nextRequestId } from './request-ids.js';
import { toQueueError } from './wire-errors.js';

export interface Call<T> {
  /** The SDK's name of the operation, for errors. */
  readonly operation: string;
  readonly timeoutMs: DurationMs;
  /** True for a long poll: it only waits, it is no work. */
  readonly waits?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly send: (opcRequestId: string) => Promise<T>;
}

/** Runs calls: gives each an id and a deadline, counts it as activity, and lets it be aborted. */
export class Calls {
  readonly #open = new Map<string, AbortController>();
  #closed: QueueError | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly activity: Activity,
  ) {}

  async run<T>(call: Call<T>): Promise<T> {
    if (this.#closed) throw this.#closed;
    if (call.signal?.aborted) throw abortedError(call.operation);
    const requestId = nextRequestId(this.activity);
    const end = call.waits ? this.activity.beginWaiting(requestId) : this.activity.begin();
    try {
      return await this.#abortable(call, requestId);
    } catch (thrown) {
      throw toQueueError(thrown, { operation: call.operation, requestId });
    } finally {
      // After every promise reaction: what the caller does with the reply must be counted before this call ends, or a clock that
      // skips would see an idle process in between. This is a turn of the event loop, not a timer of a clock.
      setImmediate(end);
    }
  }

  /**
   * Fires when the call with this request id is to be given up; its reason is the `QueueError` to throw. By id, because the SDK
   * between the call and its request hands nothing else on, and an async context would slow every promise of the process down.
   */
  signalOf(requestId: string | null): AbortSignal | undefined {
    return requestId === null ? undefined : this.#open.get(requestId)?.signal;
  }

  /** Aborts what is open and refuses what comes, both with `error`. */
  close(error: QueueError): void {
    this.#closed ??= error;
    this.#open.forEach((controller) => controller.abort(error));
  }

  async #abortable<T>(call: Call<T>, requestId: string): Promise<T> {
    const controller = new AbortController();
    const onAbort = (): void => controller.abort(abortedError(call.operation));
    const onDeadline = (): void => controller.abort(deadlineError(call, requestId));
    const cancelDeadline = this.clock.schedule(this.clock.now() + call.timeoutMs, onDeadline);
    call.signal?.addEventListener('abort', onAbort, { once: true });
    this.#open.set(requestId, controller);
    try {
      // The race frees the caller even while something ignores the signal, such as the renewal of a token.
      return await Promise.race([call.send(requestId), rejectedBy(controller.signal)]);
    } finally {
      this.#open.delete(requestId);
      call.signal?.removeEventListener('abort', onAbort);
      cancelDeadline();
    }
  }
}

const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const abortedError = (operation: string): QueueError =>
  new QueueError(
    'aborted',
    `the caller aborted ${operation}. The service may have carried it out all the same.`,
  );

const deadlineError = ({ operation, timeoutMs }: Call<unknown>, requestId: string): QueueError =>
  new QueueError(
    'timeout',
    `${operation} had no reply within ${timeoutMs} ms (opc-request-id ${requestId}). Try again, or raise callTimeoutMs or pollGraceMs.`,
  );
