import type { StrategyName } from './plan.js';
import type { EpochMs } from './time.js';

/**
 * What became of messages, kept for people: where one waits, who held it, why it died. Bounded: the oldest entries are forgotten.
 * Never a body. Every call ends in bounded time, or rejects with a `QueueError`; nothing that handles messages waits for it.
 */
export interface Journal {
  /** Keeps these entries, in this order. Other processes may append at the same time. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  read(query?: JournalQuery): Promise<JournalReading>;
}

/** Entries that match everything that is given. */
export interface JournalQuery {
  /** Identity of one message. */
  readonly id?: string;
  /** The publisher's name; several messages may have it. */
  readonly key?: string;
  /** Only what ended like this: `dead-lettered` lists the dead letters. */
  readonly endedAs?: Ending;
  /** At most so many, the newest of them. Default 1 000. */
  readonly limit?: number;
}

export interface JournalReading {
  /** By instant, the oldest first; what has the same instant keeps the order in which it was appended. */
  readonly entries: readonly JournalEntry[];
  /** Records that could not be read, such as one that a crash has torn. 0 or more. */
  readonly unreadable: number;
}

export type JournalEntry = JournalSubject & JournalStep;

/** Which message, when, and who says so. */
export interface JournalSubject {
  readonly id: string;
  readonly key: string;
  /** By the queue clock of that process. */
  readonly atMs: EpochMs;
  /** The process that did it. */
  readonly by: string;
}

export type JournalStep =
  /** Stored by the service, with what was planned: re-hides, and receptions including the one that is handled. */
  | {
      readonly kind: 'published';
      readonly dueAtMs: EpochMs;
      readonly lane: string;
      readonly strategy: StrategyName;
      readonly holds: number;
      readonly deliveries: number;
    }
  /** Refused by the planner; or failed, and then it may be stored all the same when only the reply was lost. */
  | { readonly kind: 'unsent'; readonly as: 'refused' | 'failed'; readonly reason: string }
  /** Hidden: before it is due (`gate`), or for its next attempt (`attempt`). */
  | {
      readonly kind: 'held';
      readonly from: 'gate' | 'attempt';
      /** Until when it is to wait; one hide may not reach as far. */
      readonly untilMs: EpochMs;
      /** When it comes back by itself: the end of this hide, of what renews it, or of the lease where the hide was not applied. */
      readonly visibleAtMs: EpochMs;
      readonly deliveryCount: number;
      readonly status: StepStatus;
      readonly reason: string;
    }
  /** A handler is about to start. */
  | {
      readonly kind: 'attempted';
      /** What the handler was told; it may undercount after outages, and entries do not. */
      readonly attempt: number;
      readonly deliveryCount: number;
      /** Absent for a message without a stamp. */
      readonly dueAtMs?: EpochMs;
    }
  /** Not held any more: gone from the queue, replaced, or left to whoever receives it next. */
  | {
      readonly kind: 'settled';
      readonly as: Ending;
      readonly deliveryCount: number;
      readonly status: StepStatus;
      readonly reason?: string;
    };

/** How a delivery ends when it is not held. `relayed` and `released`: the message goes on. */
export type Ending = 'completed' | 'dead-lettered' | 'relayed' | 'dropped' | 'released';

/** Whether the service did it: with `lease-lost` or `failed` it did not, and the message comes back. */
export type StepStatus = 'applied' | 'lease-lost' | 'failed';
