import type { EpochMs } from '@snoozeq/core';
import type { Listed } from './controller-event.js';

export interface OurMessage extends Listed {
  readonly dueAtMs: EpochMs;
  /** Stored for certain; one whose reply was lost is hidden when it turns up, but nobody waits for it. */
  readonly isStored: boolean;
  /** Nothing more is to be done for it. */
  readonly isSettled: boolean;
  /** How often a poll of ours brought it. */
  readonly receptions: number;
  /** Of these, how many are being settled now: it comes again when an update is slow. */
  readonly inHand: number;
}

/** The answers of publishing, by our own id. The service's id is never looked at: two of them may be one JavaScript number. */
export class OurMessages {
  readonly #byId = new Map<string, OurMessage>();
  #waiting = 0;

  /** Published, to be found, and not in hand. */
  get waiting(): number {
    return this.#waiting;
  }

  add(message: Listed & Pick<OurMessage, 'dueAtMs' | 'isStored'>): void {
    this.#set({ ...message, isSettled: false, receptions: 0, inHand: 0 });
  }

  get(id: string): OurMessage | undefined {
    return this.#byId.get(id);
  }

  receive({ id }: Listed): void {
    this.#change(id, ({ receptions, inHand }) => ({
      isStored: true,
      receptions: receptions + 1,
      inHand: inHand + 1,
    }));
  }

  /** One of its receptions is no longer in hand. */
  letGo({ id }: Listed): void {
    this.#change(id, ({ inHand }) => ({ inHand: inHand - 1 }));
  }

  settle({ id }: Listed): void {
    this.#change(id, () => ({ isSettled: true }));
  }

  missing(): readonly OurMessage[] {
    return [...this.#byId.values()].filter(isWaiting);
  }

  #change(id: string, change: (message: OurMessage) => Partial<OurMessage>): void {
    const message = this.#byId.get(id);
    if (message) this.#set({ ...message, ...change(message) });
  }

  #set(message: OurMessage): void {
    const before = this.#byId.get(message.id);
    this.#waiting += Number(isWaiting(message)) - Number(before !== undefined && isWaiting(before));
    this.#byId.set(message.id, message);
  }
}

const isWaiting = ({ isStored, isSettled, inHand }: OurMessage): boolean =>
  isStored && !isSettled && inHand === 0;
