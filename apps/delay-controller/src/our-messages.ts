import type { EpochMs } from '@snoozeq/core';
import type { Listed } from './controller-event.js';

/** `unconfirmed`: sent without an answer; hidden when it turns up, but nobody waits for it. */
export type OurState = 'unconfirmed' | 'waiting' | 'in-hand' | 'settled';

export interface OurMessage extends Listed {
  readonly dueAtMs: EpochMs;
  readonly state: OurState;
  /** How often a poll of ours brought it. */
  readonly receptions: number;
}

/** The answers of publishing, by our own id. The service's id is never looked at: two of them may be one JavaScript number. */
export class OurMessages {
  readonly #byId = new Map<string, OurMessage>();
  #waiting = 0;

  /** Published, and to be found. */
  get waiting(): number {
    return this.#waiting;
  }

  add(message: Omit<OurMessage, 'receptions'>): void {
    this.#set({ ...message, receptions: 0 });
  }

  get(id: string): OurMessage | undefined {
    return this.#byId.get(id);
  }

  move(id: string, state: OurState): void {
    const message = this.#byId.get(id);
    if (message) this.#set({ ...message, state });
  }

  countReception(id: string): void {
    const message = this.#byId.get(id);
    if (message) this.#set({ ...message, receptions: message.receptions + 1 });
  }

  missing(): readonly OurMessage[] {
    return [...this.#byId.values()].filter(({ state }) => state === 'waiting');
  }

  #set(message: OurMessage): void {
    if (this.#byId.get(message.id)?.state === 'waiting') this.#waiting -= 1;
    if (message.state === 'waiting') this.#waiting += 1;
    this.#byId.set(message.id, message);
  }
}
