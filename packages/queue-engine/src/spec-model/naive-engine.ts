import type { DeliveryRef, EngineSettings } from '../contracts/index.js';
import type { LedgerLine } from './ledger.js';

interface NaiveMessage {
  readonly sequence: number;
  readonly channel: string | undefined;
  readonly content: string;
  readonly expiresAtMs: number;
  state: LedgerLine['state'];
  deliveryCount: number;
  visibleAtMs: number;
}

interface NaiveEvent {
  readonly atMs: number;
  readonly rank: number;
  readonly message: NaiveMessage;
}

const isKept = ({ state }: NaiveMessage): boolean => state !== 'deleted' && state !== 'expired';
const isLive = (message: NaiveMessage): boolean => isKept(message) && message.state !== 'dead-letter';
const bytesOf = (messages: readonly NaiveMessage[]): number =>
  messages.reduce((sum, { content }) => sum + new TextEncoder().encode(content).length, 0);

/** The queue as one array that every question walks over: too slow to use, too simple to be wrong. */
export class NaiveEngine {
  readonly messages: NaiveMessage[] = [];
  nowMs = -Infinity;

  constructor(public settings: EngineSettings) {}

  advance(nowMs: number): void {
    this.nowMs = Math.max(this.nowMs, nowMs);
    for (let due = this.#nextEvent(); due && due.atMs <= this.nowMs; due = this.#nextEvent()) {
      if (due.rank === 0) due.message.state = 'expired';
      else this.#lapse(due.message, due.atMs);
    }
  }

  put(channel: string | undefined, content: string): void {
    const expiresAtMs = this.nowMs + this.settings.retentionMs;
    const sequence = this.messages.length + 1;
    const start = { state: 'visible', deliveryCount: 0, visibleAtMs: this.nowMs } as const;
    this.messages.push({ sequence, channel, content, expiresAtMs, ...start });
  }

  /** In the order of delivery; the caller says which channel the engine picked. */
  visibleIn(channel: string | undefined): readonly NaiveMessage[] {
    return this.messages
      .filter((message) => message.state === 'visible' && message.channel === channel)
      .sort((a, b) => a.visibleAtMs - b.visibleAtMs || a.sequence - b.sequence);
  }

  deliver(message: NaiveMessage, visibilityMs: number): number {
    message.deliveryCount += 1;
    if (visibilityMs === 0) {
      if (this.#isUsedUp(message)) message.state = 'dead-letter';
      return this.nowMs;
    }
    message.state = 'in-flight';
    message.visibleAtMs = Math.min(this.nowMs + visibilityMs, message.expiresAtMs);
    return message.visibleAtMs;
  }

  update(ref: DeliveryRef, visibilityMs: number): 'stale' | 'past-retention' | number {
    const message = this.#live(ref);
    if (message === undefined) return 'stale';
    const untilMs = this.nowMs + visibilityMs;
    if (this.settings.pastRetention === 'reject' && untilMs > message.expiresAtMs) return 'past-retention';
    if (visibilityMs === 0) {
      if (message.state === 'in-flight') this.#lapse(message, this.nowMs);
      return this.nowMs;
    }
    message.state = 'in-flight';
    message.visibleAtMs = Math.min(untilMs, message.expiresAtMs);
    return message.visibleAtMs;
  }

  delete(ref: DeliveryRef): 'stale' | number {
    const message = this.#live(ref);
    if (message === undefined) return 'stale';
    message.state = 'deleted';
    return message.visibleAtMs;
  }

  /** `channel`: absent for the whole queue. */
  stats(channel?: string) {
    const mine = this.messages.filter((message) => channel === undefined || message.channel === channel);
    const dead = mine.filter(({ state }) => state === 'dead-letter');
    return {
      visible: mine.filter(({ state }) => state === 'visible').length,
      inFlight: mine.filter(({ state }) => state === 'in-flight').length,
      sizeBytes: bytesOf(mine.filter(isLive)),
      deadLetters: { visible: dead.length, inFlight: 0, sizeBytes: bytesOf(dead) },
    };
  }

  channels(): readonly string[] {
    const names = this.messages.filter(isLive).flatMap(({ channel }) => channel ?? []);
    return [...new Set(names)].sort();
  }

  nextEventAtMs(): number | undefined {
    return this.#nextEvent()?.atMs;
  }

  lines(): readonly LedgerLine[] {
    return this.messages.map((message) => {
      const { sequence, state, deliveryCount, visibleAtMs } = message;
      return { sequence, state, deliveryCount, ...(isLive(message) && { visibleAtMs }) };
    });
  }

  #nextEvent(): NaiveEvent | undefined {
    const events = this.messages.filter(isKept).flatMap((message): NaiveEvent[] => {
      const expiry = { atMs: message.expiresAtMs, rank: 0, message };
      return message.state === 'in-flight'
        ? [expiry, { atMs: message.visibleAtMs, rank: 1, message }]
        : [expiry];
    });
    return events.sort((a, b) => a.atMs - b.atMs || a.rank - b.rank)[0];
  }

  #lapse(message: NaiveMessage, atMs: number): void {
    message.state = this.#isUsedUp(message) ? 'dead-letter' : 'visible';
    message.visibleAtMs = atMs;
  }

  #isUsedUp({ deliveryCount }: NaiveMessage): boolean {
    return this.settings.maxDeliveries > 0 && deliveryCount >= this.settings.maxDeliveries;
  }

  #live(ref: DeliveryRef): NaiveMessage | undefined {
    const message = this.messages.find(({ sequence }) => sequence === ref.sequence);
    const isLatest = message?.deliveryCount === ref.deliveryCount && ref.deliveryCount > 0;
    if (message === undefined || !isLive(message) || !isLatest) return undefined;
    return this.settings.staleAfterLapse && message.state !== 'in-flight' ? undefined : message;
  }
}
