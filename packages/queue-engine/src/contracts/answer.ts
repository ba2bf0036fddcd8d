import type { StoredMessage } from './message.js';
import type { EpochMs } from './settings.js';

export type RefStatus =
  /** `visibleAfterMs`: after an update the new end of the lease; after a delete the end it had. */
  | { readonly kind: 'applied'; readonly message: StoredMessage; readonly visibleAfterMs: EpochMs }
  /** The message was delivered again, deleted, expired or dead-lettered, or never existed. */
  | { readonly kind: 'stale' }
  /**
   * The message was purged less than `PURGED_REF_MS` ago: the call succeeds and does nothing, as OCI documents.
   * `visibleAfterMs`: as for `applied`, though nothing comes back then.
   */
  | { readonly kind: 'purged'; readonly sequence: number; readonly visibleAfterMs: EpochMs };

/** How long the reference of a purged message still answers. OCI says "for a while". */
export const PURGED_REF_MS = 60_000;

export type UpdateStatus =
  | RefStatus
  /** Only with `pastRetention: 'reject'`: nothing changed, since the message expires before the asked instant. */
  | { readonly kind: 'past-retention'; readonly message: StoredMessage };

export interface AreaStats {
  readonly visible: number;
  readonly inFlight: number;
  /** UTF-8 bytes of the contents. */
  readonly sizeBytes: number;
}

export interface EngineStats extends AreaStats {
  readonly deadLetters: AreaStats;
}
