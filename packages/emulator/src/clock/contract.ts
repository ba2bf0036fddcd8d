import type { Clock, EpochMs } from '@snoozeq/core';

/** Time as the queues have it. */
export interface QueueClock extends Clock {
  /** As `schedule`, but nothing to stop at: a move passes over it and runs `task` where it ends. */
  scheduleInPassing(atMs: EpochMs, task: () => void): () => void;
}

/** The emulator's time, and what it has to be told so that it can move without tearing a call apart. */
export interface EmulatorClock extends Clock {
  /**
   * The time that queues go by. It stands still during a move, until everybody knows the new time: whatever a call does meanwhile
   * is done at the old one, so no reply can tell a follower of a time that it has not heard of. Absent: this clock itself.
   */
  readonly queueTime?: QueueClock;
  /**
   * The service has received a data-plane request. `waits`: it is a long poll that found nothing; said in a second call, as soon
   * as it is known, and taken back by a third when it is about to be answered. While any other request is open the clock never skips.
   */
  requestReceived(requestId: string, waits: boolean): void;
  /** The reply was handed over to the socket completely, or the client has gone. Exactly once for each request. */
  requestEnded(requestId: string): void;
  /** Where to ask for the instant of the next thing that happens in a queue. Deadlines of polls do not count. */
  setNextEvent(source: () => EpochMs | undefined): void;
  /** The listener runs right after each move, before the timers that became due: it lets messages lapse and answers polls. */
  onMoved(listener: () => void): void;
  /** Present while the clock moves: a call that arrives meanwhile is worked on only when this has settled. */
  readonly moving?: Promise<void> | undefined;
}

/** What queues go by, on any clock: one that does not tell deadlines from other timers stops at them too. */
export const queueTimeOf = (clock: EmulatorClock): QueueClock =>
  clock.queueTime ?? {
    now: () => clock.now(),
    schedule: (atMs, task) => clock.schedule(atMs, task),
    scheduleInPassing: (atMs, task) => clock.schedule(atMs, task),
  };
