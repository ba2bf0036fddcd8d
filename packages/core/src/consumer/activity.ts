import type { Activity } from '../contracts/activity.js';
import type { RandomSource } from '../contracts/random.js';
import { mintId } from '../producer/message-id.js';

/** What a clock sees of an activity. */
export interface ActivityState {
  /** Pieces of work under way. 0: nothing happens before a reply or a timer of the queue clock. */
  readonly busy: number;
  /** Request ids of the long polls that are open. */
  readonly waiting: readonly string[];
}

/** Counts work, and tells one listener about every change; the listener looks at `state` when it is ready to. */
export class CountedActivity implements Activity {
  readonly #waiting = new Set<string>();
  #busy = 0;
  #listener: () => void = () => undefined;

  constructor(readonly name: string) {}

  get state(): ActivityState {
    return { busy: this.#busy, waiting: [...this.#waiting] };
  }

  onChange(listener: () => void): void {
    this.#listener = listener;
  }

  begin(): () => void {
    this.#busy += 1;
    this.#listener();
    return once(() => {
      this.#busy -= 1;
      this.#listener();
    });
  }

  beginWaiting(requestId: string): () => void {
    this.#waiting.add(requestId);
    this.#listener();
    return once(() => {
      this.#waiting.delete(requestId);
      this.#listener();
    });
  }
}

const once = (effect: () => void): (() => void) => {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    effect();
  };
};

/** Enough of an id to tell the processes of one queue apart. */
const SUFFIX_LENGTH = 8;

/** A counted activity that is named after a process and no other one. */
export const activityOf = (process: string, random: RandomSource): CountedActivity =>
  new CountedActivity(`${process}-${mintId(random).slice(0, SUFFIX_LENGTH)}`);
