import type { Clock, EpochMs, RandomSource } from '@snoozeq/core';
import { createEngine, type EngineChange, type EngineOptions } from '@snoozeq/queue-engine';
import type { QueueClock } from '../clock/contract.js';
import { engineModes } from '../limits/engine-modes.js';
import type { Limits } from '../limits/limits.js';
import type { Modes } from '../limits/modes.js';
import { earlier } from './earliest.js';
import { EngineTimer } from './engine-timer.js';
import { LiveQueue } from './live-queue.js';
import { pollDeadline } from './poll-deadline.js';
import { engineSettings, type QueueResource } from './queue-resource.js';

export interface LiveQueuesOptions {
  readonly clock: QueueClock;
  /** Clients wait in real time. */
  readonly realClock: Clock;
  readonly random: RandomSource;
  readonly limits: Limits;
  readonly modes: Modes;
  /** Told every change of state in a queue. */
  readonly observe: (queueId: string, changes: readonly EngineChange[]) => void;
}

/** What a queue begins with. */
export type Contents = Pick<EngineOptions, 'groups' | 'restored'>;

/** The queues that hold messages, and the one timer that lets time act on them. */
export class LiveQueues {
  readonly #byId = new Map<string, LiveQueue>();
  readonly #timer: EngineTimer;

  constructor(private readonly options: LiveQueuesOptions) {
    this.#timer = new EngineTimer(
      options.clock,
      () => this.nextEventAtMs(),
      () => this.catchUp(),
    );
  }

  /** Queue time in whole milliseconds, rounded down: a lease never looks longer to a client than it is. */
  nowMs(): EpochMs {
    return Math.floor(this.options.clock.now());
  }

  get(queueId: string): LiveQueue | undefined {
    return this.#byId.get(queueId);
  }

  open(resource: QueueResource): void {
    this.#byId.set(resource.id, this.#create(resource));
  }

  /** These take the place of all others, whose polls end empty. Nothing has changed when it throws. */
  restore(resources: readonly QueueResource[], contents: (queueId: string) => Contents): void {
    const restored = resources.map(
      (resource) => [resource.id, this.#create(resource, contents(resource.id))] as const,
    );
    for (const live of this.#byId.values()) live.close();
    this.#byId.clear();
    for (const [id, live] of restored) this.#byId.set(id, live);
    this.#timer.arm();
  }

  /** Its messages are gone at once and its polls end empty. */
  drop(queueId: string): void {
    this.#byId.get(queueId)?.close();
    this.#byId.delete(queueId);
    this.#timer.arm();
  }

  /** The earliest instant at which time alone changes a queue. */
  nextEventAtMs(): EpochMs | undefined {
    let found: EpochMs | undefined;
    // Asked after every operation: no list of all queues is made for it.
    for (const live of this.#byId.values()) found = earlier(found, live.nextEventAtMs());
    return found;
  }

  /** Brings every queue up to now and answers polls. */
  catchUp(): void {
    for (const live of this.#byId.values()) live.catchUp();
  }

  get storedBytes(): number {
    let bytes = 0;
    for (const live of this.#byId.values()) bytes += live.storedBytes;
    return bytes;
  }

  /** Ends every poll, empty, and the timer. */
  close(): void {
    for (const live of this.#byId.values()) live.close();
    this.#timer.stop();
  }

  #create(resource: QueueResource, contents: Contents = {}): LiveQueue {
    const { clock, realClock, random, limits, modes, observe } = this.options;
    const settings = { ...engineModes(modes), ...engineSettings(resource) };
    return new LiveQueue({
      engine: createEngine({ settings, random, ...contents }),
      limits,
      modes,
      nowMs: () => this.nowMs(),
      observe: (changes) => observe(resource.id, changes),
      rearm: () => this.#timer.arm(),
      pollDeadline: pollDeadline(clock, realClock),
    });
  }
}
