import type { DeliveredMessage, EngineChange } from '@snoozeq/queue-engine';
import type { QueueAddress } from '../../queues/queue-address.js';

/** What one subscription has pushed and nobody has settled since: neither here nor by REST, and the lease has not ended. */
export class PushWindow {
  readonly #open = new Set<number>();
  #roomCame: (() => void) | undefined;

  constructor(private readonly max: number) {}

  get room(): number {
    return this.max - this.#open.size;
  }

  pushed(messages: readonly DeliveredMessage[]): void {
    for (const { message } of messages) this.#open.add(message.sequence);
  }

  /** Resolves when there is room, or at `wake`. Undefined: there is. */
  untilRoom(): Promise<void> | undefined {
    return this.room > 0 ? undefined : new Promise((resolve) => (this.#roomCame = resolve));
  }

  /** All of it is over: the queue is gone. */
  clear(): void {
    this.#open.clear();
    this.wake();
  }

  /** Whatever has happened to a message since it was pushed, it is not the subscriber's to settle over this connection any more. */
  changed({ group, area }: Pick<QueueAddress, 'group' | 'area'>, changes: readonly EngineChange[]): void {
    if (this.#open.size === 0) return;
    for (const change of changes) {
      const ended = endedCopy(change);
      if (ended?.group === group && ended.isDead === (area === 'dead')) this.#open.delete(ended.sequence);
    }
    if (this.room > 0) this.wake();
  }

  /** Nobody need wait for room any longer. */
  wake(): void {
    this.#roomCame?.();
    this.#roomCame = undefined;
  }
}

interface Copy {
  readonly group: string;
  readonly sequence: number;
  readonly isDead: boolean;
}

const endedCopy = (change: EngineChange): Copy | undefined => {
  switch (change.kind) {
    case 'stored':
    case 'dropped':
    case 'delivered':
    case 'spared':
      return undefined;
    case 'hidden':
    case 'lapsed':
    case 'deleted': {
      const { group, sequence, dead = false } = change.ref;
      return { group, sequence, isDead: dead };
    }
    case 'dead-lettered':
      // It has left the queue, where the subscription had it.
      return { group: change.ref.group, sequence: change.ref.sequence, isDead: false };
    case 'expired':
    case 'purged': {
      const { group, sequence, wasDeadLetter } = change;
      return { group, sequence, isDead: wasDeadLetter };
    }
    default:
      return change satisfies never;
  }
};
