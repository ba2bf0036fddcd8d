import type { StoredMessage } from './message.js';
import type { Area, GroupId } from './settings.js';

export interface PutEntry {
  readonly content: string;
  readonly channel?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

export interface GetRequest {
  /** Most messages to return, 1 or more. */
  readonly limit: number;
  /** How long they stay hidden; 0 looks at them and counts a delivery all the same. */
  readonly visibilityMs: number;
  /** Exactly this channel; absent: one channel (or the unnamed one) that has visible messages, picked at random. */
  readonly channel?: string;
  /** Default: the primary group. */
  readonly group?: GroupId;
  /** Default: `live`. */
  readonly area?: Area;
  /**
   * `oldest` (default): the longest visible first. `random`: any of the channel, since order is best-effort; which ones
   * depends on the random source and on the history of the queue, so it is not repeated after a restore.
   */
  readonly order?: 'oldest' | 'random';
  /** Asked for each message before it is delivered, in order; the first `false` ends the batch. Absent: takes all. */
  readonly fits?: (message: StoredMessage) => boolean;
}

/** Which visible messages a question is about: the fields of a get. */
export type VisibleFilter = Pick<GetRequest, 'channel' | 'group' | 'area'>;

export interface StatsFilter {
  /** Absent: all channels together. */
  readonly channel?: string;
  /** Default: the primary group. */
  readonly group?: GroupId;
}

export interface PurgeRequest {
  readonly area: Area | 'both';
  /** Only these channels; absent: all of them, the unnamed one included. */
  readonly channels?: readonly string[];
  /** Default: the primary group. */
  readonly group?: GroupId | 'all';
}

/** What is absent does not narrow the look. */
export interface LookFilter {
  readonly group?: GroupId;
  readonly area?: Area;
  readonly channel?: string;
  /** One message, found without walking over the others. */
  readonly sequence?: number;
}
