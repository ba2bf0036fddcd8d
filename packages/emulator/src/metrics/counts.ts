import type { EngineChange } from '@snoozeq/queue-engine';
import type { AnsweredCall } from '../events/call-log.js';
import { isOperation } from '../http/operations.js';

type Change = EngineChange['kind'];

interface CallCount {
  readonly operation: string;
  readonly status: number;
  count: number;
}

/** Tests make a queue each; the oldest are gone long before. */
const MAX_QUEUES = 10_000;

/** What has happened since the start, counted. The labels are few, whatever clients send. */
export class Counts {
  readonly #calls = new Map<string, CallCount>();
  readonly #changes = new Map<string, Map<Change, number>>();

  /** Calls of the emulator's own endpoints do not count. */
  answered({ op, status }: AnsweredCall): void {
    if (!isOperation(op)) return;
    const key = `${op} ${status}`;
    const known = this.#calls.get(key);
    if (known) known.count += 1;
    else this.#calls.set(key, { operation: op, status, count: 1 });
  }

  changed(queueId: string, changes: readonly EngineChange[]): void {
    const counts = this.#changes.get(queueId) ?? new Map<Change, number>();
    for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    this.#changes.set(queueId, counts);
    if (this.#changes.size > MAX_QUEUES) this.#forgetOldest();
  }

  get calls(): readonly Readonly<CallCount>[] {
    return [...this.#calls.values()];
  }

  /** Of one queue, each kind that has occurred. */
  changesOf(queueId: string): ReadonlyMap<Change, number> {
    return this.#changes.get(queueId) ?? new Map();
  }

  #forgetOldest(): void {
    const [oldest] = this.#changes.keys();
    if (oldest !== undefined) this.#changes.delete(oldest);
  }
}
