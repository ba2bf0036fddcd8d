import type { CallOptions } from './transport.js';

/**
 * Looking at a queue. None of it costs a delivery; on the service each call is billed like any other. A call that fails rejects with
 * a `QueueError`, as a transport's does.
 */
export interface QueueInspection {
  /** Named lanes that hold messages, in any order. The service's list may be a second old, and leave out one whose messages are all hidden. */
  lanes(options?: CallOptions): Promise<readonly string[]>;
  /** Counts of one lane, or of the whole queue; zeros for a lane that does not exist. */
  stats(lane?: string, options?: CallOptions): Promise<QueueStats>;
}

export interface QueueStats {
  readonly visible: number;
  /** Delivered and neither deleted nor visible again; held messages are among them. */
  readonly inFlight: number;
  /** Bytes of the contents. */
  readonly sizeBytes: number;
}
