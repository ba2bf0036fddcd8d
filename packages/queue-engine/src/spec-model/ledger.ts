import type { EngineChange } from '../contracts/index.js';
import { sequenceOf } from './an-engine.js';

export interface LedgerLine {
  readonly sequence: number;
  readonly state: 'visible' | 'in-flight' | 'dead-letter' | 'deleted' | 'expired';
  readonly deliveryCount: number;
  /** Visible: since when. In flight: the end of the lease. */
  readonly visibleAtMs?: number;
}

/** What one change does to the line of its message, with nothing but the change to go by. */
const next = (line: LedgerLine | undefined, change: EngineChange): LedgerLine => {
  if (change.kind === 'stored' || change.kind === 'dropped') {
    if (line !== undefined) throw new Error(`message ${line.sequence} was stored twice`);
    return {
      sequence: change.message.sequence,
      state: 'visible',
      deliveryCount: 0,
      visibleAtMs: change.atMs,
    };
  }
  if (line === undefined) throw new Error(`${change.kind} before stored`);
  const { sequence } = line;
  switch (change.kind) {
    case 'expired':
      return { sequence, state: 'expired', deliveryCount: change.deliveryCount };
    case 'purged':
      return { sequence, state: 'deleted', deliveryCount: change.deliveryCount };
    case 'deleted':
      return { sequence, state: 'deleted', deliveryCount: change.ref.deliveryCount };
    case 'dead-lettered':
      return { sequence, state: 'dead-letter', deliveryCount: change.ref.deliveryCount };
    case 'lapsed':
      return { ...line, state: 'visible', visibleAtMs: change.atMs };
    case 'hidden':
      return { ...line, state: 'in-flight', visibleAtMs: change.visibleAfterMs };
    case 'delivered': {
      const counted = { ...line, deliveryCount: change.ref.deliveryCount };
      const isPeek = change.visibleAfterMs === change.atMs;
      return isPeek ? counted : { ...counted, state: 'in-flight', visibleAtMs: change.visibleAfterMs };
    }
    default:
      return change satisfies never;
  }
};

/** Rebuilds the state of every message from its changes alone, as a durable store would. */
export class Ledger {
  readonly #lines = new Map<number, LedgerLine>();
  #lastMs = -Infinity;

  apply(changes: readonly EngineChange[]): void {
    for (const change of changes) {
      if (change.atMs < this.#lastMs)
        throw new Error(`${change.kind} at ${change.atMs} after ${this.#lastMs}`);
      this.#lastMs = change.atMs;
      const sequence = sequenceOf(change);
      this.#lines.set(sequence, next(this.#lines.get(sequence), change));
    }
  }

  lines(): readonly LedgerLine[] {
    return [...this.#lines.values()];
  }
}
