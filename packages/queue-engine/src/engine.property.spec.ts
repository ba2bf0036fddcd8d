import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type {
  DeliveryRef,
  EngineChange,
  EngineSettings,
  RefStatus,
  UpdateStatus,
} from './contracts/index.js';
import { createEngine } from './engine.js';
import type { QueueEngine } from './queue-engine.js';
import { Ledger } from './spec-model/ledger.js';
import { NaiveEngine } from './spec-model/naive-engine.js';

// Few instants, few channels and short lives, so that ties and reuse are the rule.
const CHANNELS: readonly (string | undefined)[] = [undefined, 'a', 'b'];
const channel = fc.constantFrom(...CHANNELS);
const content = fc.constantFrom('', 'x', 'über', '消息');
const limit = fc.integer({ min: 1, max: 4 });
const visibilityMs = fc.integer({ min: 0, max: 12 });
const pick = fc.nat(1_000);

const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('put' as const), channel, content }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('get' as const), channel, limit, visibilityMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('peek' as const), channel, limit }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('update' as const), pick, visibilityMs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('advance' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('query' as const), channel }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('limit deliveries' as const), to: fc.nat(3) }) },
);
// A step back must count as standing still.
const step = fc.record({ passMs: fc.integer({ min: -2, max: 5 }), operation });
type Operation = (typeof operation extends fc.Arbitrary<infer T> ? T : never) & object;

const settings: fc.Arbitrary<EngineSettings> = fc.record({
  retentionMs: fc.integer({ min: 1, max: 30 }),
  maxDeliveries: fc.nat(3),
  pastRetention: fc.constantFrom('clamp' as const, 'reject' as const),
  staleAfterLapse: fc.boolean(),
});

const brief = (status: RefStatus | UpdateStatus) =>
  status.kind === 'applied' ? status.visibleAfterMs : status.kind;

/** Runs the engine and the model side by side and compares what they answer. */
class Race {
  readonly engine: QueueEngine;
  readonly model: NaiveEngine;
  readonly ledger = new Ledger();
  readonly refs: DeliveryRef[] = [];
  readonly deliveries = new Map<number, number>();
  #nowMs = 0;

  constructor(initial: EngineSettings, random: () => number) {
    this.engine = createEngine({ settings: initial, random });
    this.model = new NaiveEngine(initial);
    this.engine.advance(0);
    this.model.advance(0);
  }

  run(passMs: number, op: Operation): void {
    const nowMs = this.#nowMs + passMs;
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    this.model.advance(nowMs);
    this.#perform(op, nowMs);
    this.#compareState();
  }

  #perform(op: Operation, nowMs: number): void {
    switch (op.kind) {
      case 'put':
        return this.#put(op.channel, op.content, nowMs);
      case 'get':
        return this.#get(op.channel, { limit: op.limit, visibilityMs: op.visibilityMs }, nowMs);
      case 'peek':
        return this.#get(op.channel, { limit: op.limit, visibilityMs: 0 }, nowMs);
      case 'update':
        return this.#update(op, nowMs);
      case 'delete':
        return this.#delete(op.pick, nowMs);
      case 'advance':
        return this.ledger.apply(this.engine.advance(nowMs));
      case 'query':
        return this.#query(op.channel, nowMs);
      case 'limit deliveries':
        return this.#limitDeliveries(op.to, nowMs);
      default:
        op satisfies never;
    }
  }

  #put(channel: string | undefined, content: string, nowMs: number): void {
    const entry = { content, ...(channel !== undefined && { channel }) };
    const { messages, changes } = this.engine.put([entry, entry], nowMs);
    this.ledger.apply(changes);
    for (const message of messages) {
      this.model.put(channel, content);
      const { sequence, expiresAtMs } = this.model.messages.at(-1) ?? {};
      expect(message).toEqual({ ...entry, sequence, createdAtMs: this.model.nowMs, expiresAtMs });
    }
  }

  #get(
    channel: string | undefined,
    request: { readonly limit: number; readonly visibilityMs: number },
    nowMs: number,
  ): void {
    const filter = channel !== undefined && { channel };
    const { messages, changes } = this.engine.get({ ...request, ...filter }, nowMs);
    this.ledger.apply(changes);
    const anyVisible = CHANNELS.some((name) => this.model.visibleIn(name).length > 0);
    const picked = channel ?? messages[0]?.message.channel;
    if (channel === undefined) expect(messages.length > 0).toBe(anyVisible);
    const expected = this.model.visibleIn(picked).slice(0, request.limit);
    expect(messages.map(({ message }) => message.sequence)).toEqual(expected.map(({ sequence }) => sequence));
    for (const [index, message] of expected.entries()) {
      const visibleAfterMs = this.model.deliver(message, request.visibilityMs);
      const { sequence, deliveryCount } = message;
      const ref = { group: 'primary', sequence, deliveryCount };
      expect(messages[index]).toMatchObject({ ref, deliveryCount, visibleAfterMs });
      this.deliveries.set(sequence, (this.deliveries.get(sequence) ?? 0) + 1);
      this.refs.push(ref);
    }
  }

  #update(
    { pick, visibilityMs }: { readonly pick: number; readonly visibilityMs: number },
    nowMs: number,
  ): void {
    const ref = this.#pickRef(pick);
    const { status, changes } = this.engine.update(ref, visibilityMs, nowMs);
    this.ledger.apply(changes);
    expect(brief(status)).toBe(this.model.update(ref, visibilityMs));
  }

  #delete(pick: number, nowMs: number): void {
    const ref = this.#pickRef(pick);
    const { status, changes } = this.engine.delete(ref, nowMs);
    this.ledger.apply(changes);
    expect(brief(status)).toBe(this.model.delete(ref));
  }

  /** Queries move time on but return no changes: `#compareState` must find these in the next operation. */
  #query(channel: string | undefined, nowMs: number): void {
    const visible = CHANNELS.filter((name) => this.model.visibleIn(name).length > 0);
    const expected = channel === undefined ? visible.length > 0 : visible.includes(channel);
    expect(this.engine.hasVisible(channel === undefined ? {} : { channel }, nowMs)).toBe(expected);
  }

  #limitDeliveries(maxDeliveries: number, nowMs: number): void {
    this.ledger.apply(this.engine.advance(nowMs));
    this.engine.updateSettings({ maxDeliveries });
    this.model.settings = { ...this.model.settings, maxDeliveries };
  }

  /** Mostly one of the latest; old ones stay in reach, and before the first a forged one. */
  #pickRef(pick: number): DeliveryRef {
    const age = pick % 4 === 0 ? pick : pick % 5;
    const index = this.refs.length - 1 - (age % Math.max(1, this.refs.length));
    return this.refs[index] ?? { group: 'primary', sequence: 1, deliveryCount: 0 };
  }

  #compareState(): void {
    const { engine, model, ledger } = this;
    const whole = engine.stats(this.#nowMs);
    ledger.apply(whole.changes);
    expect(whole.stats).toEqual(model.stats());
    expect(engine.stats(this.#nowMs, { channel: 'a' })).toEqual({ stats: model.stats('a'), changes: [] });
    expect(engine.channels(this.#nowMs)).toEqual(model.channels());
    expect(engine.nextEventAtMs()).toBe(model.nextEventAtMs());
    const dead = model.messages.filter(({ state }) => state === 'dead-letter');
    const sequences = [...engine.look({ area: 'dead' })].map(({ message }) => message.sequence);
    expect(sequences.sort((a, b) => a - b)).toEqual(dead.map(({ sequence }) => sequence));
    expect(ledger.lines()).toEqual(model.lines());
    this.#nothingIsLost();
  }

  /** Judged by the changes and the statistics alone, without the model. */
  #nothingIsLost(): void {
    const lines = this.ledger.lines();
    const gone = lines.filter(({ state }) => state === 'deleted' || state === 'expired').length;
    const { visible, inFlight, deadLetters } = this.engine.stats(this.#nowMs).stats;
    expect(visible + inFlight + deadLetters.visible + gone).toBe(lines.length);
    for (const { sequence, deliveryCount } of lines) {
      expect(deliveryCount).toBe(this.deliveries.get(sequence) ?? 0);
    }
  }
}

const seeded = (seed: number) => {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
};

test('any sequence of operations agrees with a naive model, loses nothing and can be replayed', () => {
  fc.assert(
    fc.property(settings, fc.nat(), fc.array(step, { maxLength: 60 }), (initial, seed, steps) => {
      const race = new Race(initial, seeded(seed));
      for (const { passMs, operation: op } of steps) race.run(passMs, op);
    }),
    { numRuns: 300 },
  );
});

test('the same seed and calls give the same changes', () => {
  const replay = (steps: readonly { passMs: number; operation: Operation }[], seed: number) => {
    const engine = createEngine({ settings: { retentionMs: 20, maxDeliveries: 2 }, random: seeded(seed) });
    const changes: EngineChange[] = [];
    let nowMs = 0;
    for (const { passMs, operation: op } of steps) {
      nowMs += passMs;
      if (op.kind === 'put')
        changes.push(
          ...engine.put([{ content: '', ...(op.channel && { channel: op.channel }) }], nowMs).changes,
        );
      else changes.push(...engine.get({ limit: 1, visibilityMs: 3 }, nowMs).changes);
    }
    return changes;
  };
  fc.assert(
    fc.property(fc.array(step), fc.nat(), (steps, seed) => {
      expect(replay(steps, seed)).toEqual(replay(steps, seed));
    }),
    { numRuns: 30 },
  );
});
