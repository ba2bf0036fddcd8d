/** Looking at a queue. None of it costs a delivery; on the service each call is billed like any other. */
export interface QueueInspection {
  /** Lanes that hold messages, those with hidden ones only included; the service's list may be a second old. */
  lanes(): Promise<readonly string[]>;
  /** Counts of one lane, or of the whole queue. */
  stats(lane?: string): Promise<QueueStats>;
}

export interface QueueStats {
  readonly visible: number;
  /** Delivered and neither deleted nor visible again; held messages are among them. */
  readonly inFlight: number;
  readonly sizeBytes: number;
}
