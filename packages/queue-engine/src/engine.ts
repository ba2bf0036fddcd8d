import { checkGet, checkGroup, checkInstant, checkSettings, checkVisibility } from './checks.js';
import {
  PRIMARY_GROUP,
  type Area,
  type DeliveryRef,
  type EngineChange,
  type EngineSettings,
  type EngineSnapshot,
  type EpochMs,
  type GetRequest,
  type GroupId,
  type GroupSettings,
  type LookFilter,
  type MessageCopy,
  type PurgeRequest,
  type PutEntry,
  type StatsFilter,
  type VisibleFilter,
} from './contracts/index.js';
import { createState, requireGroup, type EngineOptions, type EngineState } from './engine-state.js';
import type { WatchCompare } from './message-table.js';
import { advanceTo, nextEventAtMs } from './operations/advance.js';
import { deleteDelivery } from './operations/delete.js';
import { sparingLeases } from './operations/delivery-limit.js';
import { getMessages } from './operations/get.js';
import { addGroup, removeGroup, requireNew, requireRemovable, updateGroup } from './operations/groups.js';
import { lapseEarly } from './operations/lapse.js';
import { lookAt } from './operations/look.js';
import { purgedGroups, purgeMessages } from './operations/purge.js';
import { putMessages } from './operations/put.js';
import { restore, takeSnapshot } from './operations/snapshot.js';
import { hasVisible, readStats, storedBytes } from './operations/stats.js';
import { updateDelivery } from './operations/update.js';
import type { QueueEngine } from './queue-engine.js';

const NO_CHANGES: readonly EngineChange[] = [];

/** Checks, moves time on, acts, hands out the changes. What an operation means is in `operations/`. */
export class Engine implements QueueEngine {
  readonly #state: EngineState;

  constructor(options: EngineOptions, watch: WatchCompare = (compare) => compare) {
    checkSettings(options.settings);
    this.#state = createState(options, watch);
    if (options.restored !== undefined) restore(this.#state, options.restored);
  }

  get storedBytes(): number {
    return storedBytes(this.#state);
  }

  updateSettings(settings: Partial<EngineSettings>): void {
    const next = { ...this.#state.settings, ...settings };
    checkSettings(next);
    sparingLeases(this.#state, () => void (this.#state.settings = next));
  }

  groups(): readonly GroupId[] {
    return [...this.#state.groups.keys()];
  }

  addGroup(id: GroupId, settings: GroupSettings, nowMs: EpochMs) {
    checkGroup(settings);
    requireNew(this.#state, id);
    return this.#operate(nowMs, () => addGroup(this.#state, id, settings));
  }

  updateGroup(id: GroupId, settings: GroupSettings, nowMs: EpochMs) {
    checkGroup(settings);
    requireGroup(this.#state, id);
    return this.#operate(nowMs, () => updateGroup(this.#state, id, settings));
  }

  removeGroup(id: GroupId, nowMs: EpochMs) {
    requireRemovable(this.#state, id);
    return this.#operate(nowMs, () => removeGroup(this.#state, id));
  }

  advance(nowMs: EpochMs): readonly EngineChange[] {
    this.#enter(nowMs);
    return this.#takeChanges();
  }

  put(entries: readonly PutEntry[], nowMs: EpochMs) {
    return this.#operate(nowMs, () => ({ messages: putMessages(this.#state, entries) }));
  }

  get(request: GetRequest, nowMs: EpochMs) {
    checkGet(request);
    requireGroup(this.#state, request.group ?? PRIMARY_GROUP);
    return this.#operate(nowMs, () => ({ messages: getMessages(this.#state, request) }));
  }

  update(ref: DeliveryRef, visibilityMs: number, nowMs: EpochMs) {
    checkVisibility(visibilityMs);
    return this.#operate(nowMs, () => ({ status: updateDelivery(this.#state, ref, visibilityMs) }));
  }

  delete(ref: DeliveryRef, nowMs: EpochMs) {
    return this.#operate(nowMs, () => ({ status: deleteDelivery(this.#state, ref) }));
  }

  lapse(ref: DeliveryRef, nowMs: EpochMs) {
    return this.#operate(nowMs, () => ({ status: lapseEarly(this.#state, ref) }));
  }

  purge(request: PurgeRequest, nowMs: EpochMs) {
    purgedGroups(this.#state, request);
    return this.#operate(nowMs, () => ({ purged: purgeMessages(this.#state, request) }));
  }

  stats(nowMs: EpochMs, filter: StatsFilter = {}) {
    requireGroup(this.#state, filter.group ?? PRIMARY_GROUP);
    return this.#operate(nowMs, () => ({ stats: readStats(this.#state, filter) }));
  }

  channels(nowMs: EpochMs, group: GroupId = PRIMARY_GROUP, area: Area = 'live'): readonly string[] {
    const { channels } = requireGroup(this.#state, group)[area];
    this.#enter(nowMs);
    return channels.names();
  }

  nextEventAtMs(): EpochMs | undefined {
    return nextEventAtMs(this.#state);
  }

  hasVisible(filter: VisibleFilter, nowMs: EpochMs): boolean {
    requireGroup(this.#state, filter.group ?? PRIMARY_GROUP);
    this.#enter(nowMs);
    return hasVisible(this.#state, filter);
  }

  look(filter: LookFilter = {}): Iterable<MessageCopy> {
    return lookAt(this.#state, filter);
  }

  snapshot(): EngineSnapshot {
    return takeSnapshot(this.#state);
  }

  #operate<T extends object>(
    nowMs: EpochMs,
    operation: () => T,
  ): T & { readonly changes: readonly EngineChange[] };
  #operate(nowMs: EpochMs, operation: () => void): { readonly changes: readonly EngineChange[] };
  #operate(nowMs: EpochMs, operation: () => object | void) {
    this.#enter(nowMs);
    const result = operation();
    return { ...result, changes: this.#takeChanges() };
  }

  #enter(nowMs: EpochMs): void {
    checkInstant(nowMs);
    advanceTo(this.#state, nowMs);
  }

  #takeChanges(): readonly EngineChange[] {
    const { pending } = this.#state;
    if (pending.length === 0) return NO_CHANGES;
    this.#state.pending = [];
    return pending;
  }
}

/** With the primary group at least, and empty unless something is restored. */
export const createEngine = (options: EngineOptions): QueueEngine => new Engine(options);
