import type { DurationMs, EpochMs, QueueError, Refusal } from '@snoozeq/core';

/** A message of the list: where it stands in it, and its identity on the wire. */
export interface Listed {
  /** Counts from 0. */
  readonly index: number;
  readonly id: string;
  readonly key: string;
}

export const nameOf = ({ index, id, key }: Listed): Listed => ({ index, id, key });

/** What a controller did, step by step. Nothing in it holds a body. */
export type ControllerEvent =
  | (Listed & { readonly kind: 'refused'; readonly refusal: Refusal })
  /** Not stored, or stored and its reply lost; or, before anything was published, a message that cannot be written. */
  | (Listed & { readonly kind: 'publish-failed'; readonly error: QueueError })
  | (Listed & { readonly kind: 'published'; readonly serviceId: string; readonly dueAtMs: EpochMs })
  /** Its reply was lost, and yet it was stored: a poll brought it. */
  | (Listed & { readonly kind: 'confirmed' })
  /** The service counts a delivery that was not ours: another consumer, or a poll whose reply was lost, had it first. */
  | (Listed & { readonly kind: 'taken-before'; readonly deliveryCount: number })
  | (Listed & { readonly kind: 'hidden'; readonly untilMs: EpochMs })
  /** Due already, or within the step of a hide: made visible at once. */
  | (Listed & { readonly kind: 'due-when-found' })
  /** Somebody else has it, or soon will: the receipt was no longer good. It is looked for again. */
  | (Listed & { readonly kind: 'lease-lost' })
  /** Not hidden. `isFinal`: it is not looked for again. */
  | (Listed & { readonly kind: 'hide-failed'; readonly error: QueueError; readonly isFinal: boolean })
  /** Not found: another consumer holds it, and its gate knows the due time. */
  | (Listed & { readonly kind: 'preempted' })
  /** The run ended before it was found. */
  | (Listed & { readonly kind: 'unfound' })
  /** A poll took a message that is not ours. 0: released at once; else it rests so long, because nobody else wants it now. */
  | { readonly kind: 'foreign'; readonly serviceId: string; readonly restMs: DurationMs }
  | { readonly kind: 'poll-failed'; readonly error: QueueError; readonly retryInMs: DurationMs }
  /** A poll was refused for good: the run ends. */
  | { readonly kind: 'shut-out'; readonly error: QueueError };

export type ControllerSink = (event: ControllerEvent) => void;
