import { expect } from '@jest/globals';
import type {
  DeliveryRef,
  EngineChange,
  EngineSettings,
  EngineSnapshot,
  GroupId,
  GroupSettings,
  RefStatus,
  SnapshotMessage,
  UpdateStatus,
} from '../contracts/index.js';
import { createEngine } from '../engine.js';
import type { QueueEngine } from '../queue-engine.js';
import { CHANNELS, type Operation } from './histories.js';
import { Ledger } from './ledger.js';
import { NaiveEngine } from './naive-engine.js';

type GetOperation = Extract<Operation, { kind: 'get' }>;
type QueryOperation = Extract<Operation, { kind: 'query' }>;

/** `toEqual`, but first a cheap look whether the question is worth asking: it is asked a million times. */
const expectEqual = (actual: unknown, expected: unknown): void => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
};

const brief = (status: RefStatus | UpdateStatus) => {
  if (status.kind === 'applied') return status.visibleAfterMs;
  return status.kind === 'purged' ? `purged ${status.visibleAfterMs}` : status.kind;
};

const filterOf = ({ group, channel }: { readonly group: GroupId; readonly channel: string | undefined }) =>
  channel === undefined ? { group } : { group, channel };

const bySequence = (a: SnapshotMessage, b: SnapshotMessage): number =>
  a.message.sequence - b.message.sequence;

const sorted = (messages: Iterable<SnapshotMessage>): readonly SnapshotMessage[] =>
  [...messages].sort(bySequence).map(({ message, copies }) => ({ message, copies }));

/** What is to be the same after a restore: a purge and a lower limit walk over messages in an order of their own. */
const comparable = <T extends { readonly changes: readonly EngineChange[] }>({ changes, ...answer }: T) => {
  const isWalk = changes.some(({ kind }) => kind === 'purged' || kind === 'spared');
  return [answer, isWalk ? changes.map((change) => JSON.stringify(change)).sort() : changes];
};

/**
 * Runs a history on the engine, on one that is never restored, and on the model, and compares what they answer and
 * what they hold. The changes of the engine go to a ledger, which has to arrive at the same state.
 */
export class Race {
  readonly model: NaiveEngine;
  readonly ledger = new Ledger();
  #engine: QueueEngine;
  readonly #steady: QueueEngine;
  readonly #refs: DeliveryRef[] = [];
  readonly #random: () => number;
  #nowMs = 0;
  #isRestored = false;

  /** `randoms`: makes a source of the same numbers each time. */
  constructor(initial: EngineSettings, randoms: () => () => number) {
    this.#random = randoms();
    this.#engine = createEngine({ settings: initial, random: this.#random });
    this.#steady = createEngine({ settings: initial, random: randoms() });
    this.model = new NaiveEngine(initial);
    this.#both((engine) => ({ changes: engine.advance(0) }));
    this.model.advance(0);
  }

  run(passMs: number, op: Operation): void {
    this.#nowMs += passMs;
    this.model.advance(this.#nowMs);
    this.#perform(op);
    this.#nowMs = Math.max(this.#nowMs, this.model.nowMs);
    this.#compareState();
  }

  #perform(op: Operation): void {
    const nowMs = this.#nowMs;
    switch (op.kind) {
      case 'put':
        return this.#put(op.channel, op.content);
      case 'get':
        return this.model.groups.has(op.group) ? this.#get(op) : undefined;
      case 'update':
        return this.#settle(
          this.#pickRef(op.pick),
          (engine, ref) => engine.update(ref, op.visibilityMs, nowMs),
          (ref) => this.model.update(ref, op.visibilityMs),
        );
      case 'delete':
        return this.#settle(
          this.#pickRef(op.pick),
          (engine, ref) => engine.delete(ref, nowMs),
          (ref) => this.model.delete(ref),
        );
      case 'lapse':
        return this.#settle(
          this.#pickRef(op.pick),
          (engine, ref) => engine.lapse(ref, nowMs),
          (ref) => this.model.lapseEarly(ref),
        );
      case 'purge': {
        const { group, channels, area } = op.request;
        if (group !== 'all' && !this.model.groups.has(group)) return;
        const request = channels === undefined ? { group, area } : { group, area, channels };
        const { purged } = this.#both((engine) => engine.purge(request, nowMs));
        return expectEqual(purged, this.model.purge(request));
      }
      case 'advance':
        return void this.#both((engine) => ({ changes: engine.advance(nowMs) }));
      case 'query':
        return this.model.groups.has(op.group) ? this.#query(op) : undefined;
      case 'limit deliveries':
        return this.#limitDeliveries(op.to);
      case 'set group':
        return this.#setGroup(op.group, op.to);
      case 'remove group':
        return this.#removeGroup(op.group);
      case 'restore':
        return this.#restore(op.from);
      default:
        op satisfies never;
    }
  }

  #put(channel: string | undefined, content: string): void {
    const entry = channel === undefined ? { content } : { content, channel };
    const { messages } = this.#both((engine) => engine.put([entry, entry], this.#nowMs));
    expect(messages).toEqual([this.model.put(entry), this.model.put(entry)]);
  }

  #get({ group, area, channel, limit, visibilityMs, order: wanted }: GetOperation): void {
    // What a random order picks depends on the history of the heap, which a restored engine does not share.
    const order = this.#isRestored ? 'oldest' : wanted;
    const request = { limit, visibilityMs, area, order, ...filterOf({ group, channel }) };
    const { messages } = this.#both((engine) => engine.get(request, this.#nowMs));
    const { model } = this;
    const anyVisible = CHANNELS.some((name) => model.visible({ group, area }, name).length > 0);
    if (channel === undefined) expectEqual(messages.length > 0, anyVisible);
    const picked = channel ?? messages[0]?.message.channel;
    const visible = model.visible({ group, area }, picked);
    expectEqual(
      new Set(messages.map(({ message }) => message.sequence)).size,
      Math.min(limit, visible.length),
    );
    for (const [index, { message, ref, deliveryCount, visibleAfterMs }] of messages.entries()) {
      const copy =
        order === 'oldest'
          ? visible[index]
          : visible.find((each) => each.message.sequence === message.sequence);
      if (copy === undefined) throw new Error(`message ${message.sequence} was not visible`);
      expectEqual(message, copy.message);
      expectEqual(visibleAfterMs, model.deliver(copy, visibilityMs));
      const expected = { group, sequence: message.sequence, deliveryCount };
      expectEqual(ref, area === 'dead' ? { ...expected, dead: true } : expected);
      this.#refs.push(ref);
    }
  }

  #settle(
    ref: DeliveryRef,
    act: (
      engine: QueueEngine,
      ref: DeliveryRef,
    ) => { readonly status: UpdateStatus; readonly changes: readonly EngineChange[] },
    expected: (ref: DeliveryRef) => number | string,
  ): void {
    let statuses: UpdateStatus[] = [];
    this.#both((engine) => {
      const { status, changes } = act(engine, ref);
      statuses = [...statuses, status];
      // The engine that was never restored may still know of a purge that the other one has forgotten.
      return { changes };
    });
    expectEqual(statuses[0] && brief(statuses[0]), expected(ref));
  }

  /** Queries move time on but return no changes: `#compareState` must find these in the next operation. */
  #query({ group, area, channel }: QueryOperation): void {
    const visible = CHANNELS.filter((name) => this.model.visible({ group, area }, name).length > 0);
    const expected = channel === undefined ? visible.length > 0 : visible.includes(channel);
    for (const engine of [this.#engine, this.#steady]) {
      expectEqual(engine.hasVisible({ area, ...filterOf({ group, channel }) }, this.#nowMs), expected);
      expectEqual(engine.channels(this.#nowMs, group, area), this.model.channels(group, area));
    }
  }

  #limitDeliveries(maxDeliveries: number): void {
    this.#both((engine) => {
      const changes = engine.advance(this.#nowMs);
      engine.updateSettings({ maxDeliveries });
      return { changes };
    });
    this.model.limitDeliveries(maxDeliveries);
  }

  #setGroup(id: GroupId, to: GroupSettings): void {
    const isThere = this.model.groups.has(id);
    this.#both((engine) =>
      isThere ? engine.updateGroup(id, to, this.#nowMs) : engine.addGroup(id, to, this.#nowMs),
    );
    this.model.setGroup(id, to);
  }

  #removeGroup(id: GroupId): void {
    if (id === 'primary' || !this.model.groups.has(id)) return;
    this.#both((engine) => engine.removeGroup(id, this.#nowMs));
    this.model.removeGroup(id);
  }

  /** From then on the engine is another one, that knows what the first one wrote down, or what the ledger made of it. */
  #restore(from: 'snapshot' | 'ledger'): void {
    this.#both((engine) => ({ changes: engine.advance(this.#nowMs) }));
    const own = this.#engine.snapshot();
    const taken =
      from === 'snapshot' ? { ...own, messages: [...own.messages] } : this.ledger.snapshot(this.model.nowMs);
    const restored = JSON.parse(JSON.stringify(taken)) as EngineSnapshot;
    const { settings, groups } = this.model;
    this.#engine = createEngine({ settings, groups, random: this.#random, restored });
    this.model.forgetPurged();
    this.#isRestored = true;
  }

  /** Mostly one of the latest; old ones stay in reach, and before the first a forged one. */
  #pickRef(pick: number): DeliveryRef {
    const age = pick % 4 === 0 ? pick : pick % 5;
    const index = this.#refs.length - 1 - (age % Math.max(1, this.#refs.length));
    return this.#refs[index] ?? { group: 'primary', sequence: 1, deliveryCount: 0 };
  }

  /** The answer of the engine, once the one that was never restored has given the same. */
  #both<T extends { readonly changes: readonly EngineChange[] }>(act: (engine: QueueEngine) => T): T {
    const [answer, steady] = [act(this.#engine), act(this.#steady)];
    expectEqual(comparable(answer), comparable(steady));
    this.ledger.apply(answer.changes);
    return answer;
  }

  #compareState(): void {
    const { model, ledger } = this;
    for (const group of model.groups.keys()) {
      const { stats } = this.#both((engine) => engine.stats(this.#nowMs, { group }));
      expectEqual(stats, model.stats(group));
    }
    const ofA = this.#both((engine) => engine.stats(this.#nowMs, { channel: 'a' }));
    expectEqual(ofA, { stats: model.stats('primary', 'a'), changes: [] });
    expectEqual(this.#engine.nextEventAtMs(), model.nextEventAtMs());
    expectEqual(this.#engine.storedBytes, model.storedBytes());
    const { nowMs, lastSequence, messages } = this.#engine.snapshot();
    expectEqual([nowMs, lastSequence], [model.nowMs, model.lastSequence]);
    expectEqual(sorted(messages), model.messages());
    expectEqual(ledger.snapshot(model.nowMs).messages, model.messages());
    const { deleted, expired, purged } = ledger.ended;
    expectEqual(deleted + expired + purged + model.copies.length, ledger.copiesMade);
  }
}
