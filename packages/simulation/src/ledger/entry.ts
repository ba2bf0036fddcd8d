import type { DurationMs, EpochMs } from '@snoozeq/core';
import type { FaultKind, Operation } from '../faults/fault-kinds.js';
import type { MessageSpec } from '../scenario/scenario.js';

/** Something that happened to a process or a call and that concerned a message. It may explain what a message goes through. */
export interface Incident {
  readonly atMs: EpochMs;
  readonly kind: FaultKind | 'kill' | 'cut-off' | 'aborted-poll';
  readonly operation: Operation;
}

/** One start of a handler. */
export interface Start {
  readonly host: string;
  readonly atMs: EpochMs;
  /** The service's id of the copy that it was started for. */
  readonly copy: string;
  end: 'running' | 'completed' | 'other' | 'killed';
}

/** One copy in the queue: what was published, or a successor or dead letter of it. */
export interface CopyRecord {
  readonly entry: Entry;
  readonly sequence: number;
  readonly isDeadLetter: boolean;
  /** What its stamp says. */
  readonly dueAtMs: EpochMs | undefined;
  readonly expiresAtMs: EpochMs;
  /** When the present lease or hold was given, and when it ends. */
  leasedAtMs: EpochMs;
  leaseUntilMs: EpochMs;
}

/** Everything known of one message, in the queue's time. */
export interface Entry {
  readonly spec: MessageSpec;
  /** What its publisher asked for. */
  dueAtMs: EpochMs | undefined;
  publication: 'none' | 'pending' | 'sent' | 'refused' | 'unknown';
  storedAtMs: EpochMs | undefined;
  /** Of its latest copy. */
  expiresAtMs: EpochMs;
  /** Copies that can still be handled. */
  live: number;
  /** Copies put aside: in the dead lane, or in the dead-letter queue of the service. */
  dead: number;
  isDropped: boolean;
  /** When its last copy expired with nothing done. */
  expiredAtMs: EpochMs | undefined;
  /** A handler was at work on it when it expired: no renewal reaches beyond that. */
  expiredInWork: boolean;
  readonly starts: Start[];
  readonly incidents: Incident[];
  completed: number;
  deliveries: number;
  holds: number;
  releases: number;
  /** Leases that ended before their time, because somebody gave the message back. */
  givenBack: number;
  relays: number;
  latenessMs: DurationMs | undefined;
}

export const newEntry = (spec: MessageSpec): Entry => ({
  spec,
  dueAtMs: undefined,
  publication: 'none',
  storedAtMs: undefined,
  expiresAtMs: 0,
  live: 0,
  dead: 0,
  isDropped: false,
  expiredInWork: false,
  expiredAtMs: undefined,
  starts: [],
  incidents: [],
  completed: 0,
  deliveries: 0,
  holds: 0,
  releases: 0,
  givenBack: 0,
  relays: 0,
  latenessMs: undefined,
});
