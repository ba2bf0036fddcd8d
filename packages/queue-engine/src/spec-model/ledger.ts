import type {
  CopyState,
  EngineChange,
  EngineSnapshot,
  SnapshotMessage,
  StoredMessage,
} from '../contracts/index.js';

interface Copies {
  readonly message: StoredMessage;
  readonly byGroup: Map<string, CopyState>;
}

const withRef = (copy: CopyState, latestRef: number): CopyState => {
  const { latestRef: _before, ...state } = copy;
  return latestRef === state.deliveryCount ? state : { ...state, latestRef };
};

type CopyChange = Extract<EngineChange, { readonly ref: unknown }>;

/** What one change does to a copy, with nothing but the change to go by; undefined: it is gone. */
const next = (copy: CopyState, change: CopyChange): CopyState | undefined => {
  const { deliveryCount } = change.ref;
  const usableRef = 'refEnded' in change ? 0 : (copy.latestRef ?? copy.deliveryCount);
  switch (change.kind) {
    case 'deleted':
      return undefined;
    case 'spared':
      return { ...copy, spared: true };
    case 'dead-lettered':
      return withRef({ ...copy, deliveryCount, area: 'dead', place: 'visible', visibleAtMs: change.atMs }, 0);
    case 'lapsed': {
      const { spared: _over, ...kept } = copy;
      return withRef({ ...kept, deliveryCount, place: 'visible', visibleAtMs: change.atMs }, usableRef);
    }
    case 'delivered':
    case 'hidden': {
      const ref = change.kind === 'delivered' && !change.refEnded ? deliveryCount : usableRef;
      const isLease = change.visibleAfterMs > change.atMs;
      const lease = isLease ? ({ place: 'in-flight', visibleAtMs: change.visibleAfterMs } as const) : {};
      return withRef({ ...copy, deliveryCount, ...lease }, ref);
    }
    default:
      return change satisfies never;
  }
};

/** Rebuilds what is stored from the changes alone, as a durable store would. */
export class Ledger {
  readonly #messages = new Map<number, Copies>();
  /** By name of their end, over all groups. */
  readonly ended = { deleted: 0, expired: 0, purged: 0 };
  copiesMade = 0;
  #lastMs = -Infinity;
  #lastKind: EngineChange['kind'] | undefined;
  #lastSequence = 0;

  apply(changes: readonly EngineChange[]): void {
    for (const change of changes) {
      if (change.atMs < this.#lastMs)
        throw new Error(`${change.kind} at ${change.atMs} after ${this.#lastMs}`);
      if (change.kind === 'expired' && change.atMs === this.#lastMs && this.#lastKind !== 'expired')
        throw new Error(`at ${change.atMs}, expired after ${this.#lastKind}`);
      this.#lastMs = change.atMs;
      this.#lastKind = change.kind;
      this.#applyOne(change);
    }
  }

  /** By sequence. `nowMs`: the last time that anything happened, or later. */
  snapshot(nowMs: number): EngineSnapshot & { readonly messages: readonly SnapshotMessage[] } {
    const messages = [...this.#messages.values()].map(({ message, byGroup }) => ({
      message,
      copies: [...byGroup.values()],
    }));
    return { lastSequence: this.#lastSequence, nowMs, messages };
  }

  #applyOne(change: EngineChange): void {
    if ('message' in change) return this.#store(change.message, 'groups' in change ? change.groups : []);
    if ('ref' in change) return this.#move(change);
    this.ended[change.kind] += 1;
    this.#remove(change.sequence, change.group);
  }

  #store(message: StoredMessage, groups: readonly string[]): void {
    if (message.sequence !== this.#lastSequence + 1) throw new Error(`${message.sequence} is out of order`);
    this.#lastSequence = message.sequence;
    this.copiesMade += groups.length;
    if (groups.length === 0) return;
    const fresh = {
      area: 'live',
      place: 'visible',
      deliveryCount: 0,
      visibleAtMs: message.createdAtMs,
    } as const;
    const byGroup = new Map(groups.map((group): [string, CopyState] => [group, { group, ...fresh }]));
    this.#messages.set(message.sequence, { message, byGroup });
  }

  #move(change: CopyChange): void {
    const { group, sequence } = change.ref;
    const copies = this.#messages.get(sequence)?.byGroup;
    const copy = copies?.get(group);
    if (copies === undefined || copy === undefined)
      throw new Error(`${change.kind} of a copy that is not there`);
    const moved = next(copy, change);
    if (moved !== undefined) copies.set(group, moved);
    else {
      this.ended.deleted += 1;
      this.#remove(sequence, group);
    }
  }

  #remove(sequence: number, group: string): void {
    const copies = this.#messages.get(sequence)?.byGroup;
    if (!copies?.delete(group)) throw new Error('the end of a copy that is not there');
    if (copies.size === 0) this.#messages.delete(sequence);
  }
}
