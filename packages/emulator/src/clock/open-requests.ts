import type { OpenRequests } from './skip-decision.js';

/** Keeps count of the requests that are open, and knows whose they are by the name that prefixes their ids. */
export class RequestLedger implements OpenRequests {
  readonly #byParticipant = new Map<string, Set<string>>();
  readonly #working = new Set<string>();

  get byParticipant(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#byParticipant;
  }

  get working(): number {
    return this.#working.size;
  }

  received(requestId: string, waits: boolean): void {
    if (waits) this.#working.delete(requestId);
    else this.#working.add(requestId);
    const name = senderOf(requestId);
    const own = this.#byParticipant.get(name) ?? new Set();
    this.#byParticipant.set(name, own.add(requestId));
  }

  ended(requestId: string): void {
    this.#working.delete(requestId);
    const name = senderOf(requestId);
    const own = this.#byParticipant.get(name);
    own?.delete(requestId);
    if (own?.size === 0) this.#byParticipant.delete(name);
  }
}

/** A participant's request ids are its name, a dot and a number. */
export const senderOf = (requestId: string): string => {
  const dot = requestId.lastIndexOf('.');
  return dot < 0 ? requestId : requestId.slice(0, dot);
};
