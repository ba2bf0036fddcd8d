import { AsyncLocalStorage } from 'node:async_hooks';

/** What the HTTP client must know about a call; the SDK in between has no way to hand it on. */
export interface CallContext {
  /** Fires on the deadline, on the caller's own signal and on close; its reason is the `QueueError` to throw. */
  readonly signal: AbortSignal;
}

export const callContext = new AsyncLocalStorage<CallContext>();
