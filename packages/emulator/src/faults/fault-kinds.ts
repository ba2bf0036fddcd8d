import type { FactId } from '../facts/facts.js';
import type { Operation } from '../http/operations.js';
import type { Fault, FaultKind } from './fault-plan.js';

/** Where in a call a fault strikes: as its head arrives, before the operation acts, or when its reply is about to leave. */
export type FaultStage = 'arrival' | 'before' | 'after';

export interface FaultKindFacts {
  /** What the service does that permits the fault. */
  readonly fact: FactId;
  readonly text: string;
  /** The only operations it can disturb; absent: any. */
  readonly operations?: readonly Operation[];
}

const RECEIPT_BATCHES = ['UpdateMessages', 'DeleteMessages'] as const;

/** Every kind of fault. None makes the emulator do what the service may not: nothing acknowledged is lost, nothing deleted comes back. */
export const FAULT_KINDS = {
  throttle: { fact: 'F5.throttled', text: 'answers 429 TooManyRequests; nothing was done' },
  'server-error': {
    fact: 'F5.server',
    text: 'answers 500, 502, 503 or 504, as JSON or as a page of a proxy; nothing was done, unless the rule `acts`',
  },
  latency: { fact: 'F8.no-timeout', text: 'takes longer, in real time, before acting or before the reply' },
  reset: { fact: 'F5.sdk-plain-object', text: 'resets the connection before acting' },
  'lost-reply': { fact: 'F5.sdk-plain-object', text: 'acts, then resets the connection instead of replying' },
  'lost-lease': {
    fact: 'F8.aborted-get',
    text: 'leases messages to a get, then resets its connection: they stay hidden until the lease ends',
    operations: ['GetMessages'],
  },
  'early-poll': {
    fact: 'F3.early-empty',
    text: 'ends a long poll early, empty',
    operations: ['GetMessages'],
  },
  'partial-failure': {
    fact: 'F5.update-result',
    text: 'fails entries of a batch as a failure of the server; the others are carried out',
    operations: RECEIPT_BATCHES,
  },
  'stale-receipt': {
    fact: 'F5.stale-receipt',
    text: 'takes a valid receipt for a stale one; nothing was done with its message',
    operations: ['UpdateMessage', 'DeleteMessage', ...RECEIPT_BATCHES],
  },
  duplicate: {
    fact: 'F3.at-least-once',
    text: 'makes a message visible to others while it is leased; its receipt works until it is delivered again',
    operations: ['GetMessages'],
  },
  disorder: {
    fact: 'F3.order',
    text: 'delivers the visible messages of a channel in random order',
    operations: ['GetMessages'],
  },
  'clock-skew': {
    fact: 'F5.signature',
    text: 'shifts the time that signatures are judged by, and the Date of the reply',
  },
} as const satisfies Readonly<Record<FaultKind, FaultKindFacts>>;

export const stageOf = (fault: Fault): FaultStage => {
  switch (fault.kind) {
    case 'clock-skew':
      return 'arrival';
    case 'throttle':
    case 'reset':
    case 'early-poll':
    case 'partial-failure':
    case 'stale-receipt':
    case 'disorder':
      return 'before';
    case 'lost-reply':
    case 'lost-lease':
    case 'duplicate':
      return 'after';
    case 'server-error':
      return fault.acts ? 'after' : 'before';
    case 'latency':
      return fault.before === 'reply' ? 'after' : 'before';
    default:
      return fault satisfies never;
  }
};

/** Whether the fault takes the place of the reply: one call has at most one such. */
export const answers = ({ kind }: Fault): boolean =>
  kind === 'throttle' ||
  kind === 'server-error' ||
  kind === 'reset' ||
  kind === 'lost-reply' ||
  kind === 'lost-lease';
