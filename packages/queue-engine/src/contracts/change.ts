import type { DeliveryRef, StoredMessage } from './message.js';
import type { EpochMs, GroupId } from './settings.js';

/** How a copy ended that nobody deleted. */
interface CopyEnd {
  readonly atMs: EpochMs;
  readonly group: GroupId;
  readonly sequence: number;
  readonly deliveryCount: number;
  readonly wasDeadLetter: boolean;
}

interface RefChange {
  readonly atMs: EpochMs;
  /** The copy (`dead`: in the dead-letter queue), and its delivery count after the change. */
  readonly ref: DeliveryRef;
}

interface RefEnd {
  /** No reference can act on the copy until it is delivered again; absent: the one of its latest delivery can. */
  readonly refEnded?: true;
}

/** Every change of state, as data: durability, history and metrics read these. The state can be rebuilt from them alone. */
export type EngineChange =
  /** `groups`: who got a copy, at least one. */
  | {
      readonly kind: 'stored';
      readonly atMs: EpochMs;
      readonly message: StoredMessage;
      readonly groups: readonly GroupId[];
    }
  /** Put, numbered and answered, but taken by no group, so kept nowhere. */
  | { readonly kind: 'dropped'; readonly atMs: EpochMs; readonly message: StoredMessage }
  /** Hidden until `visibleAfterMs`; a peek has `visibleAfterMs === atMs` and leaves the message where it was. */
  | ({ readonly kind: 'delivered'; readonly visibleAfterMs: EpochMs } & RefChange & RefEnd)
  /**
   * An update moved the end of the lease, or began a new one for a message that had become visible. One with
   * `visibleAfterMs === atMs` left the message where it was, and has raised the count or ended the reference only.
   */
  | ({ readonly kind: 'hidden'; readonly visibleAfterMs: EpochMs } & RefChange & RefEnd)
  /** The lease ended (or an update set it to 0): visible again, in its area. */
  | ({ readonly kind: 'lapsed' } & RefChange & RefEnd)
  /** The limit of deliveries was lowered, but not for this lease: it will end with the message visible again. */
  | ({ readonly kind: 'spared' } & RefChange)
  /** Visible in the dead-letter queue from now on; references of the queue itself are stale. */
  | ({ readonly kind: 'dead-lettered' } & RefChange)
  | ({ readonly kind: 'deleted' } & RefChange)
  /** Retention ended, on the queue or in its dead-letter queue. */
  | ({ readonly kind: 'expired' } & CopyEnd)
  /** By a purge, or with its group. */
  | ({ readonly kind: 'purged' } & CopyEnd);
