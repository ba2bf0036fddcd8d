/**
 * What this process is doing, counted: the one thing a clock must know before it may skip. System time ignores it.
 */
export interface Activity {
  /** Names this process in the request ids of its calls; unique for each run. */
  readonly name: string;
  /** Work has begun: a handler, an unsettled delivery, a back-off. Call the result once when it has ended. */
  begin(): () => void;
  /** A call that only waits for messages is open under this request id. Call the result once when its reply was seen. */
  beginWaiting(requestId: string): () => void;
}
