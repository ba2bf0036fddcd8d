import type { Delivery, EpochMs, HandlerContext, SendResult } from '@snoozeq/core';
import type { EngineChange, StoredMessage } from '@snoozeq/queue-engine';
import type { MessageSpec } from '../scenario/scenario.js';
import { newEntry, type CopyRecord, type Entry, type Incident, type Start } from './entry.js';
import { explainDuplicate, type DuplicateCause } from './explain-duplicate.js';
import {
  checkAttempt,
  checkDeadLetter,
  checkDeliveries,
  checkEnded,
  checkHidden,
  checkHolds,
  checkLeft,
} from './invariants.js';
import type { Rules } from './rules.js';
import type { Invariant, Violation } from './violation.js';

const KEY_PROPERTY = 'snoozeq-key';
const DUE_PROPERTY = 'snoozeq-due-at';

/** Two steps of a hide. */
const NEARLY_MS = 2_000;

/** Carries the name of a message without a stamp. */
export const NAME_PROPERTY = 'simulated';

/** What a message is called; its relays and dead letters are called the same. */
export const nameOf = ({ properties }: { readonly properties?: Readonly<Record<string, string>> }): string =>
  properties?.[NAME_PROPERTY] ?? properties?.[KEY_PROPERTY] ?? '';

/**
 * The book of a simulation: what was published, and everything that the queue, the processes and the handlers did with it. Each
 * line is checked as it is written; the first that must not be ends the run.
 */
export class Ledger {
  readonly entries = new Map<string, Entry>();
  readonly causes = new Map<DuplicateCause, number>();
  violation: Violation | undefined;
  /** What happened to the one message that is followed, line by line. */
  readonly story: string[] = [];
  /** Messages that are on their way: being published, or with copies that can still be handled. */
  open = 0;
  readonly #copies = new Map<number, CopyRecord>();
  readonly #rules: Rules;
  readonly #nowMs: () => EpochMs;
  #up = 0;
  #downSinceMs: EpochMs;
  readonly #outages: { readonly fromMs: EpochMs; readonly toMs: EpochMs }[] = [];

  constructor(
    specs: readonly MessageSpec[],
    rules: Rules,
    nowMs: () => EpochMs,
    private readonly followed?: string,
  ) {
    this.#rules = rules;
    this.#nowMs = nowMs;
    this.#downSinceMs = nowMs();
    for (const spec of specs) this.entries.set(spec.name, newEntry(spec));
    this.open = specs.length;
  }

  violate(invariant: Invariant, text: string, message?: string): void {
    this.violation ??= { invariant, atMs: this.#nowMs(), text, ...(message !== undefined && { message }) };
  }

  publishing(name: string, dueAtMs: EpochMs | undefined): void {
    const entry = this.entry(name);
    entry.publication = 'pending';
    entry.dueAtMs = dueAtMs;
  }

  /** No result: nobody will ever know. */
  published(name: string, result: SendResult['kind'] | undefined): void {
    const entry = this.entry(name);
    if (entry.publication !== 'pending' && entry.publication !== 'none') return;
    this.open -= 1;
    entry.publication = result === 'sent' ? 'sent' : result === 'refused' ? 'refused' : 'unknown';
    if (result === 'sent' && entry.storedAtMs === undefined)
      this.violate('lost', 'its publisher was told that it is stored, and it is not', name);
    if (result === 'refused' && entry.storedAtMs !== undefined)
      this.violate('counters', 'its publisher was told that it was refused, and it is stored', name);
  }

  consumerUp(): void {
    if (this.#up === 0) this.#outages.push({ fromMs: this.#downSinceMs, toMs: this.#nowMs() });
    this.#up += 1;
  }

  consumerDown(): void {
    this.#up -= 1;
    if (this.#up === 0) this.#downSinceMs = this.#nowMs();
  }

  incident(names: readonly string[], incident: Omit<Incident, 'atMs'>): void {
    const noted = { ...incident, atMs: this.#nowMs() };
    for (const name of names) {
      this.entries.get(name)?.incidents.push(noted);
      this.tell(name, () => `${incident.kind} at ${incident.operation}`);
    }
  }

  held(name: string): void {
    const entry = this.entry(name);
    const isDue = entry.dueAtMs === undefined || this.#nowMs() >= entry.dueAtMs;
    // A fence sends it round while a copy of it is in work.
    if (isDue && entry.starts.at(-1)?.end !== 'other') entry.releases += 1;
    if (entry.dueAtMs === undefined || isDue) return;
    this.tell(name, () => 'held');
    // Beyond the bound of waits what is nearly due is sent round once more.
    if (entry.dueAtMs - this.#nowMs() <= NEARLY_MS) {
      entry.releases += 1;
      return;
    }
    entry.holds += 1;
    this.#note(entry, 'counters', checkHolds(entry, this.#rules));
  }

  started(name: string, host: string, context: HandlerContext): Start {
    const entry = this.entry(name);
    const nowMs = this.#nowMs();
    const start: Start = { host, atMs: nowMs, copy: context.delivery.message.id, end: 'running' };
    const first = entry.starts.find(({ end }) => end === 'completed' || end === 'running');
    entry.starts.push(start);
    this.tell(name, () => `attempt ${context.attempt}, holds ${context.holds}, starts on ${host}`);
    if (entry.dueAtMs !== undefined && nowMs < entry.dueAtMs)
      this.violate('early', `handled ${entry.dueAtMs - nowMs} ms before it was due`, name);
    if (entry.spec.way === 'poison')
      this.violate('early', 'handled although its due time cannot be read', name);
    if (first) this.#explain(entry, first, start);
    else this.#note(entry, 'counters', checkAttempt(entry, context, this.#rules));
    entry.latenessMs ??= nowMs - Math.max(entry.dueAtMs ?? 0, entry.storedAtMs ?? 0);
    return start;
  }

  ended(name: string, start: Start, end: Start['end']): void {
    start.end = end;
    this.tell(name, () => `handler on ${start.host}: ${end}`);
    if (end === 'completed') this.entry(name).completed += 1;
  }

  /** By a process that drains, so that another one can begin with it. */
  released(name: string): void {
    this.entry(name).releases += 1;
  }

  /** A process has stopped in good order, and did nothing with these messages that it had received. */
  stopped(host: string, untouched: readonly string[]): void {
    const left = untouched.find((name) => this.entry(name).incidents.length === 0);
    if (left) this.violate('left-behind', `${host} has stopped, and neither settled nor released it`, left);
  }

  dropped(delivery: Delivery): void {
    this.entry(nameOf(delivery.message)).isDropped = true;
  }

  /** Every change of the queue, in its order. */
  changed(change: EngineChange): void {
    if (change.kind === 'stored') return this.#stored(change.message);
    const copy =
      'ref' in change
        ? this.#copies.get(change.ref.sequence)
        : 'sequence' in change
          ? this.#copies.get(change.sequence)
          : undefined;
    if (!copy) return;
    const { entry } = copy;
    this.tell(entry.spec.name, () => changeText(change));
    switch (change.kind) {
      case 'delivered':
        entry.deliveries += 1;
        this.#note(entry, 'counters', checkDeliveries(entry));
        copy.leasedAtMs = change.atMs;
        copy.leaseUntilMs = change.visibleAfterMs;
        return;
      case 'hidden':
        this.#note(entry, 'hold', checkHidden(copy, change, this.#rules));
        copy.leasedAtMs = change.atMs;
        copy.leaseUntilMs = change.visibleAfterMs;
        return;
      case 'lapsed':
        if (change.atMs < copy.leaseUntilMs) entry.givenBack += 1;
        copy.leaseUntilMs = change.atMs;
        return;
      case 'dead-lettered':
        if (entry.incidents.length === 0 && !this.#rules.countsUpdates)
          this.#note(entry, 'given-up', 'the service dead-lettered it, although nothing had happened to it');
        entry.dead += 1;
        return this.#end(copy);
      case 'deleted':
        this.#end(copy);
        return this.#note(entry, 'lost', checkEnded(entry, 'deleted'));
      case 'expired':
        this.#end(copy);
        if (entry.live > 0 || copy.isDeadLetter) return;
        entry.expiredAtMs = change.atMs;
        entry.expiredInWork = entry.starts.some(({ end }) => end === 'running');
        return;
      case 'dropped':
      case 'spared':
      case 'purged':
        return;
      default:
        return change satisfies never;
    }
  }

  /** After every instant: what the queue counts is what the book says. */
  balance(inQueue: number): void {
    if (inQueue !== this.#copies.size)
      this.violate(
        'counters',
        `the queue holds ${inQueue} messages, by the book there are ${this.#copies.size}`,
      );
  }

  /** At the end: nothing may be left, and nothing may be missing. */
  close(): void {
    const outages =
      this.#up === 0 ? [...this.#outages, { fromMs: this.#downSinceMs, toMs: this.#nowMs() }] : this.#outages;
    for (const entry of this.entries.values()) {
      const left = checkLeft(entry, this.#rules, outages);
      if (left) this.violate(left.invariant, left.text, entry.spec.name);
    }
  }

  entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`no message of this scenario is called '${name.slice(0, 40)}'`);
    return entry;
  }

  #stored(message: StoredMessage): void {
    const name = nameOf(message);
    const entry = this.entries.get(name);
    if (!entry) return this.violate('counters', 'a message was stored that nobody published', name);
    const due = message.properties?.[DUE_PROPERTY];
    this.tell(name, () => `stored as ${message.sequence} in ${message.channel}, due ${due ?? 'at once'}`);
    const isDeadLetter = message.channel === this.#rules.deadLane;
    this.#copies.set(message.sequence, {
      entry,
      sequence: message.sequence,
      isDeadLetter,
      dueAtMs: due === undefined ? undefined : Date.parse(due),
      expiresAtMs: message.expiresAtMs,
      leasedAtMs: 0,
      leaseUntilMs: 0,
    });
    if (isDeadLetter) {
      entry.dead += 1;
      return this.#note(entry, 'given-up', checkDeadLetter(entry, message, this.#rules));
    }
    if (entry.storedAtMs !== undefined) entry.relays += 1;
    entry.storedAtMs ??= message.createdAtMs;
    entry.expiresAtMs = message.expiresAtMs;
    if (entry.live === 0) this.open += 1;
    entry.live += 1;
  }

  #end({ entry, sequence, isDeadLetter }: CopyRecord): void {
    this.#copies.delete(sequence);
    if (isDeadLetter) return;
    entry.live -= 1;
    if (entry.live === 0) this.open -= 1;
  }

  #explain(entry: Entry, first: Start, next: Start): void {
    const cause = explainDuplicate(entry, first, next, this.#rules);
    if (cause) this.causes.set(cause, (this.causes.get(cause) ?? 0) + 1);
    else
      this.violate(
        'duplicate',
        `handled again on ${next.host} after ${first.host}, and nothing explains it`,
        entry.spec.name,
      );
  }

  /** A line of the story, if it is about the message that is followed. */
  tell(name: string, text: () => string): void {
    if (name === this.followed) this.story.push(`${new Date(this.#nowMs()).toISOString()} ${text()}`);
  }

  #note(entry: Entry, invariant: Invariant, text: string | undefined): void {
    if (text !== undefined) this.violate(invariant, text, entry.spec.name);
  }
}

const changeText = (change: EngineChange): string => {
  const { kind, atMs } = change;
  const name = 'ref' in change ? `${change.ref.sequence}, delivery ${change.ref.deliveryCount}` : '';
  const until = 'visibleAfterMs' in change ? ` for ${change.visibleAfterMs - atMs} ms` : '';
  return `${kind} ${name}${until}`;
};
