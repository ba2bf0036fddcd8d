import {
  PRIMARY_GROUP,
  createEngine,
  type Area,
  type DeliveryRef,
  type EngineChange,
  type EngineSettings,
  type EngineSnapshot,
  type GroupSettings,
  type QueueEngine,
} from '@snoozeq/queue-engine';
import fc from 'fast-check';

// Few groups, channels and instants, so that ties and meetings are the rule.
const group = fc.constantFrom(PRIMARY_GROUP, 'a', 'b');
const channel = fc.constantFrom(undefined, 'x', 'y');
const area = fc.constantFrom<Area>('live', 'dead');
const visibilityMs = fc.constantFrom(0, 0, 3, 7, 20);
const kind = <Kind extends string>(name: Kind) => fc.constant(name);

export const aStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kind('put'), channel, count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('get'), group, area, visibilityMs }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('update'), pick: fc.nat(), visibilityMs }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('delete'), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('lapse'), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('purge'), group, area }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('toggle group'), group: fc.constantFrom('a', 'b') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('limit deliveries'), to: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('pass'), ms: fc.integer({ min: 1, max: 15 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('reopen') }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('turn') }) },
);
export type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

export const someSettings: fc.Arbitrary<EngineSettings> = fc.record({
  retentionMs: fc.constantFrom(30, 100),
  maxDeliveries: fc.nat(3),
  staleAfterLapse: fc.boolean(),
  updateCounts: fc.boolean(),
  receiptAfterUpdate: fc.constantFrom<'keeps' | 'ends'>('keeps', 'ends'),
});

const GROUPS: Readonly<Record<string, GroupSettings>> = {
  a: { isEnabled: true, maxDeliveries: 2, accepts: (entry) => entry.channel === 'x' },
  b: { isEnabled: true },
};

/** An engine, and what has to be known to drive it. */
export class EngineHistory {
  engine: QueueEngine;
  readonly #refs: DeliveryRef[] = [];
  readonly #groups = new Set<string>();
  #nowMs = 0;

  constructor(private readonly settings: EngineSettings) {
    this.engine = this.#create();
  }

  /** Goes on from what a store has kept. */
  reopen(restored: EngineSnapshot): void {
    this.engine = this.#create(restored);
  }

  /** What the step changed; a step that cannot be taken changes nothing. */
  take(step: Exclude<Step, { readonly kind: 'reopen' | 'turn' }>): readonly EngineChange[] {
    const { engine } = this;
    const nowMs = this.#nowMs;
    switch (step.kind) {
      case 'put': {
        const entry = {
          content: `at ${nowMs}`,
          ...(step.channel !== undefined && { channel: step.channel }),
        };
        return engine.put(Array(step.count).fill(entry), nowMs).changes;
      }
      case 'get':
        return this.#get(step);
      case 'update':
        return this.#withRef(step.pick, (ref) => engine.update(ref, step.visibilityMs, nowMs).changes);
      case 'delete':
        return this.#withRef(step.pick, (ref) => engine.delete(ref, nowMs).changes);
      case 'lapse':
        return this.#withRef(step.pick, (ref) => engine.lapse(ref, nowMs).changes);
      case 'purge':
        return this.#knows(step.group)
          ? engine.purge({ group: step.group, area: step.area }, nowMs).changes
          : [];
      case 'toggle group':
        return this.#toggle(step.group);
      case 'limit deliveries': {
        const to: GroupSettings = { isEnabled: true, maxDeliveries: step.to };
        return engine.updateGroup(PRIMARY_GROUP, to, nowMs).changes;
      }
      case 'pass':
        this.#nowMs += step.ms;
        return engine.advance(this.#nowMs);
      default:
        return step satisfies never;
    }
  }

  #get({
    group: id,
    area: from,
    visibilityMs: hideMs,
  }: Extract<Step, { kind: 'get' }>): readonly EngineChange[] {
    if (!this.#knows(id)) return [];
    const request = { limit: 3, visibilityMs: hideMs, group: id, area: from };
    const { messages, changes } = this.engine.get(request, this.#nowMs);
    this.#refs.push(...messages.map(({ ref }) => ref));
    return changes;
  }

  #toggle(id: string): readonly EngineChange[] {
    if (this.#groups.delete(id)) return this.engine.removeGroup(id, this.#nowMs).changes;
    this.#groups.add(id);
    return this.engine.addGroup(id, GROUPS[id] ?? { isEnabled: true }, this.#nowMs).changes;
  }

  #withRef(pick: number, act: (ref: DeliveryRef) => readonly EngineChange[]): readonly EngineChange[] {
    const ref = this.#refs.at(-1 - (pick % Math.max(1, this.#refs.length)));
    return ref ? act(ref) : [];
  }

  #knows(id: string): boolean {
    return id === PRIMARY_GROUP || this.#groups.has(id);
  }

  #create(restored?: EngineSnapshot): QueueEngine {
    const groups = [...this.#groups].map((id) => [id, GROUPS[id] ?? { isEnabled: true }] as const);
    const { settings } = this;
    return createEngine({ settings, random: () => 0, groups, ...(restored && { restored }) });
  }
}

/** In an order that can be compared. */
export const sortedSnapshot = ({ lastSequence, messages }: EngineSnapshot) => ({
  lastSequence,
  messages: [...messages]
    .map(({ message, copies }) => ({
      message,
      copies: copies.toSorted((a, b) => a.group.localeCompare(b.group)),
    }))
    .sort((a, b) => a.message.sequence - b.message.sequence),
});
