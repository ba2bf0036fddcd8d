import { checkGet, checkInstant, checkSettings, checkVisibility } from './checks.js';
import {
  PRIMARY_GROUP,
  type DeliveryRef,
  type EngineChange,
  type EngineSettings,
  type EpochMs,
  type GetRequest,
  type PutEntry,
  type StoredMessage,
} from './contracts.js';
import { createState, requireGroup, type EngineOptions, type EngineState } from './engine-state.js';
import { RECORD_ORDERS, type RecordOrders } from './message-record.js';
import { advanceTo, nextEvent } from './operations/advance.js';
import { deleteDelivery } from './operations/delete.js';
import { getMessages } from './operations/get.js';
import { putMessages } from './operations/put.js';
import { hasVisible, readStats } from './operations/stats.js';
import { updateDelivery } from './operations/update.js';
import type { QueueEngine } from './queue-engine.js';

/** Checks, moves time on, acts, hands out the changes. What an operation means is in `operations/`. */
export class Engine implements QueueEngine {
  readonly #state: EngineState;

  constructor(options: EngineOptions, orders: RecordOrders = RECORD_ORDERS) {
    checkSettings(options.settings);
    this.#state = createState(options, orders);
  }

  updateSettings(settings: Partial<EngineSettings>): void {
    const next = { ...this.#state.settings, ...settings };
    checkSettings(next);
    this.#state.settings = next;
  }

  advance(nowMs: EpochMs): readonly EngineChange[] {
    this.#enter(nowMs);
    return this.#takeChanges();
  }

  put(entries: readonly PutEntry[], nowMs: EpochMs) {
    this.#enter(nowMs);
    const messages = putMessages(this.#state, entries);
    return { messages, changes: this.#takeChanges() };
  }

  get(request: GetRequest, nowMs: EpochMs) {
    checkGet(request);
    requireGroup(this.#state, request.group ?? PRIMARY_GROUP);
    this.#enter(nowMs);
    const messages = getMessages(this.#state, request);
    return { messages, changes: this.#takeChanges() };
  }

  update(ref: DeliveryRef, visibilityMs: number, nowMs: EpochMs) {
    checkVisibility(visibilityMs);
    this.#enter(nowMs);
    const status = updateDelivery(this.#state, ref, visibilityMs);
    return { status, changes: this.#takeChanges() };
  }

  delete(ref: DeliveryRef, nowMs: EpochMs) {
    this.#enter(nowMs);
    const status = deleteDelivery(this.#state, ref);
    return { status, changes: this.#takeChanges() };
  }

  stats(nowMs: EpochMs, channel?: string) {
    this.#enter(nowMs);
    return { stats: readStats(this.#state, channel), changes: this.#takeChanges() };
  }

  channels(nowMs: EpochMs): readonly string[] {
    this.#enter(nowMs);
    return requireGroup(this.#state, PRIMARY_GROUP).channels.liveNames();
  }

  nextEventAtMs(): EpochMs | undefined {
    return nextEvent(this.#state)?.atMs;
  }

  hasVisible(channel: string | undefined, nowMs: EpochMs): boolean {
    this.#enter(nowMs);
    return hasVisible(this.#state, channel);
  }

  deadLetters(): readonly StoredMessage[] {
    return [...requireGroup(this.#state, PRIMARY_GROUP).deadLetters];
  }

  #enter(nowMs: EpochMs): void {
    checkInstant(nowMs);
    advanceTo(this.#state, nowMs);
  }

  #takeChanges(): readonly EngineChange[] {
    return this.#state.pending.splice(0);
  }
}

/** An empty queue with one group, the primary one. */
export const createEngine = (options: EngineOptions): QueueEngine => new Engine(options);
