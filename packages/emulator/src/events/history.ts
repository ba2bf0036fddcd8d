import type { EpochMs } from '@snoozeq/core';
import type { EngineChange, GroupId } from '@snoozeq/queue-engine';
import { isOperation } from '../http/operations.js';
import type { AnsweredCall } from './call-log.js';
import { Ring } from './ring.js';

/** What befell a message, without the message. */
interface MessageEvent {
  readonly kind: EngineChange['kind'];
  readonly atMs: EpochMs;
  readonly queueId: string;
  readonly sequence: number;
  /** Absent for a message that was put: it goes to several. */
  readonly group?: GroupId;
  readonly deliveryCount?: number;
  readonly visibleAfterMs?: EpochMs;
  readonly wasDeadLetter?: boolean;
}

export type HistoryEvent = MessageEvent | AnsweredCall;

export const isCall = (event: HistoryEvent): event is AnsweredCall => 'op' in event;

export interface HistoryFilter {
  readonly queueId?: string;
  /** Events of one message; calls name none. */
  readonly sequence?: number;
  readonly limit: number;
}

/** Bounded by count: an event takes about 150 bytes. */
const CAPACITY = 10_000;

/** What happened lately, in memory. */
export class History {
  readonly #events: Ring<HistoryEvent>;

  constructor(capacity = CAPACITY) {
    this.#events = new Ring(capacity);
  }

  changed(queueId: string, changes: readonly EngineChange[]): void {
    for (const change of changes) this.#events.add(messageEvent(queueId, change));
  }

  /** Calls of the emulator's own endpoints are left out: who looks wants to see others. */
  answered(call: AnsweredCall): void {
    if (isOperation(call.op)) this.#events.add(call);
  }

  /** The latest first. */
  recent({ queueId, sequence, limit }: HistoryFilter): readonly HistoryEvent[] {
    const found: HistoryEvent[] = [];
    for (const event of this.#events.newestFirst()) {
      if (found.length === limit) break;
      if (queueId !== undefined && event.queueId !== queueId) continue;
      if (sequence !== undefined && (isCall(event) || event.sequence !== sequence)) continue;
      found.push(event);
    }
    return found;
  }
}

const messageEvent = (queueId: string, change: EngineChange): MessageEvent => {
  const { kind, atMs } = change;
  switch (change.kind) {
    case 'stored':
    case 'dropped':
      return { kind, atMs, queueId, sequence: change.message.sequence };
    case 'delivered':
    case 'hidden': {
      const { visibleAfterMs, ref } = change;
      return { kind, atMs, queueId, ...ofRef(ref), visibleAfterMs };
    }
    case 'lapsed':
    case 'spared':
    case 'dead-lettered':
    case 'deleted':
      return { kind, atMs, queueId, ...ofRef(change.ref) };
    case 'expired':
    case 'purged': {
      const { group, sequence, deliveryCount, wasDeadLetter } = change;
      return { kind, atMs, queueId, sequence, group, deliveryCount, wasDeadLetter };
    }
    default:
      return change satisfies never;
  }
};

const ofRef = ({ sequence, group, deliveryCount }: Extract<EngineChange, { kind: 'lapsed' }>['ref']) => ({
  sequence,
  group,
  deliveryCount,
});
