import type { Clock } from '../contracts/clock.js';
import type { Delivery } from '../contracts/delivery.js';
import type { EventSink } from '../contracts/events.js';
import type { Ending, JournalStep, JournalSubject } from '../contracts/journal.js';
import type { Settled } from '../contracts/settlement.js';
import type { StampConvention } from '../contracts/stamp.js';
import { identityOf } from '../consumer/work.js';
import type { JournalWriter } from './journal-writer.js';

export interface JournallingParts {
  readonly writer: Pick<JournalWriter, 'add'>;
  /** Tells the identity of a delivery. */
  readonly convention: Pick<StampConvention, 'read'>;
  readonly queueClock: Clock;
  /** How this process calls itself. */
  readonly by: string;
}

/** A sink that writes down attempts, holds and how deliveries end. Bodies and properties stay out. */
export const journalling = (parts: JournallingParts): EventSink => {
  const { writer, queueClock, by } = parts;
  const attempted = new WeakSet<Delivery>();
  return (event) => {
    if (event.kind === 'started') {
      const { id, key, attempt, dueAtMs, delivery } = event.context;
      attempted.add(delivery);
      const { deliveryCount } = delivery;
      const due = dueAtMs === undefined ? {} : { dueAtMs };
      writer.add({ id, key, atMs: queueClock.now(), by, kind: 'attempted', attempt, deliveryCount, ...due });
    } else if (event.kind === 'settled') {
      const { settled } = event;
      const from = attempted.has(settled.delivery) ? 'attempt' : 'gate';
      writer.add({ ...subjectOf(settled.delivery, parts), ...stepOf(settled, from) });
    }
  };
};

const subjectOf = (delivery: Delivery, { convention, queueClock, by }: JournallingParts): JournalSubject => {
  const atMs = queueClock.now();
  return { ...identityOf({ delivery, reading: convention.read(delivery.message, atMs) }), atMs, by };
};

const stepOf = ({ delivery, settlement, status }: Settled, from: 'gate' | 'attempt'): JournalStep => {
  const common = { deliveryCount: delivery.deliveryCount, status: status.kind };
  switch (settlement.kind) {
    case 'hold':
    case 'keep': {
      const { untilMs, reason } = settlement;
      const hideEndMs = status.kind === 'applied' ? (status.leaseUntilMs ?? untilMs) : delivery.leaseUntilMs;
      const isKept = settlement.kind === 'keep' && status.kind === 'applied';
      const visibleAtMs = isKept ? untilMs : hideEndMs;
      return { kind: 'held', from, untilMs, visibleAtMs, ...common, reason: short(reason) };
    }
    case 'release':
      return { kind: 'settled', as: 'released', ...common };
    case 'complete':
      return { kind: 'settled', as: 'completed', ...common };
    case 'drop':
    case 'dead-letter':
    case 'relay':
      return { kind: 'settled', as: ENDINGS[settlement.kind], ...common, reason: short(settlement.reason) };
    default:
      return settlement satisfies never;
  }
};

const ENDINGS = {
  drop: 'dropped',
  'dead-letter': 'dead-lettered',
  relay: 'relayed',
} as const satisfies Record<string, Ending>;

/** As long as the one that travels with a dead letter. */
const short = (reason: string): string => reason.slice(0, 200);
