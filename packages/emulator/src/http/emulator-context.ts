import type { Clock, RandomSource } from '@snoozeq/core';
import type { DeliveredMessage } from '@snoozeq/queue-engine';
import type { CallRecord } from '../events/call-log.js';
import type { History } from '../events/history.js';
import type { CallFaults } from '../faults/call-faults.js';
import type { FaultInjector } from '../faults/fault-injector.js';
import type { Limits } from '../limits/limits.js';
import type { Modes } from '../limits/modes.js';
import type { Counts } from '../metrics/counts.js';
import type { LiveQueue } from '../queues/live-queue.js';
import type { Traffic } from '../rest/queue-traffic.js';
import type { Statistics } from '../rest/statistics.js';
import type { QueueRegistry } from '../queues/queue-registry.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { ReceiptCodec } from '../messages/receipts.js';
import type { WorkRequests } from '../work-requests/work-requests.js';

/** What the operations work on. */
export interface EmulatorContext {
  readonly queues: QueueRegistry;
  readonly receipts: ReceiptCodec;
  /** All that is kept, as a whole. */
  readonly state: EmulatorState;
  readonly limits: Limits;
  readonly modes: Modes;
  /** For rate limits and deadlines of clients; all time of the queues is theirs. */
  readonly realClock: Clock;
  readonly traffic: Traffic;
  readonly statistics: Statistics;
  readonly random: RandomSource;
  readonly workRequests: WorkRequests;
  readonly faults: FaultInjector;
  readonly history: History;
  readonly counts: Counts;
  /** Queue time for each unit of real time, 0 while it stands still; absent: the clock does not say. */
  readonly clockRate: () => number | undefined;
  /**
   * Whether a long poll waits for messages, or its reply is on its way. A poll that waits does not hold the clock back; one that
   * was given messages must, or the clock could skip over their leases before the client has seen them.
   */
  readonly pollWaits: (requestId: string, waits: boolean) => void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation's name in the API. */
    readonly op?: string;
  }
  interface FastifyRequest {
    /** What this call does, for the call log. */
    call: CallRecord;
    /** The body as it was sent; absent when there was none. */
    rawBody: Buffer | undefined;
    /** Base64 SHA-256 that the signature promises for the body. */
    signedBodyHash: string | undefined;
    /** The client's own part of `opc-request-id`. */
    clientRequestId: string;
    /** What an injected fault asks of the operation. */
    faults: CallFaults;
    /** How far an injected fault has moved the clock that judges the signature. */
    skewMs: number;
    /** What a get was given, and from where; absent: nothing. */
    delivered: { readonly queue: LiveQueue; readonly messages: readonly DeliveredMessage[] } | undefined;
  }
}
