import type { Work } from '../work.js';
import { Turns, type TurnParts } from './turns.js';
import type { TypeLimit } from './type-limit.js';

export interface TypeTurnParts extends TurnParts {
  readonly types: Readonly<Record<string, TypeLimit>>;
}

/** The turns of every type that has limits of its own. */
export class TypeTurns {
  readonly #byType: ReadonlyMap<string, Turns>;

  constructor(parts: TypeTurnParts) {
    this.#byType = new Map(
      Object.entries(parts.types).map(([type, limit]) => [type, new Turns(limit, parts)]),
    );
  }

  /** `undefined`: it may go when there is a slot. */
  of({ reading }: Pick<Work, 'reading'>): Turns | undefined {
    if (this.#byType.size === 0 || reading.kind !== 'stamped' || reading.stamp.type === undefined)
      return undefined;
    return this.#byType.get(reading.stamp.type);
  }
}
