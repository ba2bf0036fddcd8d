import type { QueueTransport } from '@snoozeq/core';
import type { Invariant } from '../../ledger/violation.js';
import type { SimulationOptions } from '../../run/options.js';

/** A mistake that somebody could make in one part, planted on purpose to prove that a simulation notices it. */
export interface Mutant {
  readonly name: string;
  /** What it breaks; one of these is found first. */
  readonly breaks: readonly Invariant[];
  readonly options: SimulationOptions;
}

/** `inner` with some of its methods replaced. */
export const altered = (inner: QueueTransport, changes: Partial<QueueTransport>): QueueTransport => ({
  capabilities: inner.capabilities,
  send: (messages, options) => inner.send(messages, options),
  receive: (request, options) => inner.receive(request, options),
  ack: (receipts, options) => inner.ack(receipts, options),
  hide: (hidings, options) => inner.hide(hidings, options),
  close: () => inner.close(),
  ...changes,
});
