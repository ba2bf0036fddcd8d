import type { EpochMs } from '@snoozeq/core';
import type {
  DeliveredMessage,
  DeliveryRef,
  EngineChange,
  EngineSettings,
  EngineSnapshot,
  EngineStats,
  GetRequest,
  GroupId,
  GroupSettings,
  LookFilter,
  MessageCopy,
  PurgeRequest,
  PutEntry,
  QueueEngine,
  RefStatus,
  StatsFilter,
  StoredMessage,
  UpdateStatus,
} from '@snoozeq/queue-engine';
import type { Limits } from '../limits/limits.js';
import type { Modes } from '../limits/modes.js';
import { fittingInto } from './fitting-into.js';
import type { PollDeadline } from './poll-deadline.js';
import { QueueContents } from './queue-contents.js';
import { WaitingPolls, type WaitingPoll } from './waiting-polls.js';

export interface LiveQueueOptions {
  readonly engine: QueueEngine;
  readonly limits: Limits;
  readonly modes: Modes;
  /** Queue time in whole milliseconds. */
  readonly nowMs: () => EpochMs;
  /** Told every change of state. */
  readonly observe: (changes: readonly EngineChange[]) => void;
  /** The instant of the next event may have moved. */
  readonly rearm: () => void;
  readonly pollDeadline: PollDeadline;
}

export interface Wait {
  /** Infinity: until there are messages. */
  readonly forMs: number;
  /** The poll found nothing and waits from now on. The function drops it: it then leases nothing and ends empty. */
  readonly onWaiting: (drop: () => void) => void;
  /** The poll has ended otherwise: with messages, or empty at its deadline. Called at once, before the result resolves. */
  readonly onAnswer: (messages: readonly DeliveredMessage[]) => void;
}

export interface ChangeFollower {
  /** Told every change of state, in the midst of an operation: must not begin another one. */
  readonly changed: (changes: readonly EngineChange[]) => void;
  /** There will be no more: the queue is gone, or another state has taken its place. */
  readonly closed: () => void;
}

/** Puts one engine on the clock and adds what needs one: long polls. Every operation first lets the engine catch up with now. */
export class LiveQueue {
  readonly #polls = new WaitingPolls();
  readonly #followers = new Set<ChangeFollower>();

  constructor(private readonly options: LiveQueueOptions) {}

  put(entries: readonly PutEntry[]): readonly StoredMessage[] {
    return this.#operate((nowMs) => this.#observed(this.options.engine.put(entries, nowMs)).messages);
  }

  /** Messages that are visible now, or else the first that become visible within `wait.forMs`. */
  get(request: GetRequest, wait: Wait): readonly DeliveredMessage[] | Promise<readonly DeliveredMessage[]> {
    const messages = this.#operate((nowMs) => this.#lease(request, nowMs));
    return messages.length > 0 || wait.forMs === 0 ? messages : this.#wait(request, wait);
  }

  /** Applies all entries before polls are answered. */
  update(
    entries: readonly { readonly ref: DeliveryRef; readonly visibilityMs: number }[],
  ): readonly UpdateStatus[] {
    return this.#operate((nowMs) =>
      entries.map(
        ({ ref, visibilityMs }) =>
          this.#observed(this.options.engine.update(ref, visibilityMs, nowMs)).status,
      ),
    );
  }

  delete(refs: readonly DeliveryRef[]): readonly RefStatus[] {
    return this.#operate((nowMs) =>
      refs.map((ref) => this.#observed(this.options.engine.delete(ref, nowMs)).status),
    );
  }

  /** Makes leased messages visible to others, while their holders go on. For faults. */
  lapse(refs: readonly DeliveryRef[]): void {
    this.#operate((nowMs) => {
      for (const ref of refs) this.#observed(this.options.engine.lapse(ref, nowMs));
    });
  }

  /** What is stored now. Costs no delivery. */
  look(filter: LookFilter): Iterable<MessageCopy> {
    this.catchUp();
    return this.options.engine.look(filter);
  }

  get waitingPolls(): number {
    return this.#polls.count;
  }

  /** To be asked before the next operation. */
  contents(): QueueContents {
    return this.#operate((nowMs) => new QueueContents(this.options.engine, nowMs, this.options));
  }

  stats(filter: StatsFilter = {}): EngineStats {
    return this.contents().stats(filter);
  }

  /** As `QueueContents.storedBytes`, as of the latest operation. */
  get storedBytes(): number {
    return this.options.engine.storedBytes;
  }

  /** Until the returned function is called, or the queue is closed. */
  follow(follower: ChangeFollower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** All that it holds; to be read before the next operation. */
  snapshot(): EngineSnapshot {
    return this.#operate(() => this.options.engine.snapshot());
  }

  updateSettings(settings: EngineSettings): void {
    this.#operate(() => this.options.engine.updateSettings(settings));
  }

  /** A new group gets copies of later puts; a known one takes the settings over. */
  setGroup(id: GroupId, settings: GroupSettings): void {
    const { engine } = this.options;
    this.#operate((nowMs) =>
      this.#observed(
        engine.groups().includes(id)
          ? engine.updateGroup(id, settings, nowMs)
          : engine.addGroup(id, settings, nowMs),
      ),
    );
  }

  /** Its messages are gone at once and its polls end empty. */
  removeGroup(id: GroupId): void {
    this.#polls.endOf(id);
    this.#operate((nowMs) => this.#observed(this.options.engine.removeGroup(id, nowMs)));
  }

  purge(request: PurgeRequest): void {
    this.#operate((nowMs) => this.#observed(this.options.engine.purge(request, nowMs)));
  }

  nextEventAtMs(): EpochMs | undefined {
    return this.options.engine.nextEventAtMs();
  }

  /** Lets messages lapse and expire up to now, then answers polls. */
  catchUp(): void {
    this.#operate(() => undefined);
  }

  /** Ends all polls, empty. */
  close(): void {
    for (const follower of this.#followers) follower.closed();
    this.#followers.clear();
    this.#polls.endAll();
  }

  #operate<T>(operation: (nowMs: EpochMs) => T): T {
    const nowMs = this.options.nowMs();
    this.#observed({ changes: this.options.engine.advance(nowMs) });
    const result = operation(nowMs);
    this.#polls.serve((request) => this.#lease(request, nowMs));
    this.options.rearm();
    return result;
  }

  #lease(request: GetRequest, nowMs: EpochMs): readonly DeliveredMessage[] {
    const { engine, limits } = this.options;
    if (!engine.hasVisible(request, nowMs)) return [];
    const room = new QueueContents(engine, nowMs, this.options).roomInFlight(request);
    if (room === 0) return [];
    const limit = Math.min(request.limit, room);
    const fits = fittingInto(limits.responseBytes.max);
    return this.#observed(engine.get({ ...request, limit, fits }, nowMs)).messages;
  }

  #wait(request: GetRequest, wait: Wait): Promise<readonly DeliveredMessage[]> {
    return new Promise((resolve) => {
      const poll: WaitingPoll = {
        request,
        answer: (messages) => {
          cancelDeadline();
          wait.onAnswer(messages);
          resolve(messages);
        },
        abandon: () => {
          cancelDeadline();
          resolve([]);
        },
      };
      // At one instant messages come before deadlines: catch up first, then end the poll if it is still there.
      const cancelDeadline = this.options.pollDeadline(wait.forMs, () => {
        this.catchUp();
        this.#polls.end(poll);
      });
      this.#polls.add(poll);
      wait.onWaiting(() => this.#polls.drop(poll));
    });
  }

  #observed<T extends { readonly changes: readonly EngineChange[] }>(result: T): T {
    const { changes } = result;
    if (changes.length === 0) return result;
    this.options.observe(changes);
    for (const follower of this.#followers) follower.changed(changes);
    return result;
  }
}
