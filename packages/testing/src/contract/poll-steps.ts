import assert from 'node:assert/strict';
import type { CallOptions, Delivery, DurationMs, QueueTransport } from '@snoozeq/core';
import type { Harness } from '../harness/harness.js';
import { LANE, LEASE_MS } from './queue-steps.js';

/** Turns given to sockets where nothing tells that they are done. */
const TURNS = 50;
/** Turns after which an answer that is due is given up. */
const PATIENCE_TURNS = 20_000;

/** A long poll on its way. */
export interface Poll {
  readonly reply: Promise<readonly Delivery[]>;
  /** True until it has answered or rejected. */
  readonly isOpen: () => boolean;
}

export interface PollRequest {
  readonly transport?: QueueTransport;
  readonly waitMs?: DurationMs;
  readonly lane?: string;
}

/** Starts a long poll and resolves when it waits in the queue, or has answered. */
export const startPoll = async (
  harness: Harness,
  { transport = harness.transport, waitMs = longWaitMs(harness), lane = LANE }: PollRequest = {},
  options?: CallOptions,
): Promise<Poll> => {
  const request = { limit: transport.capabilities.maxBatch, waitMs, leaseMs: LEASE_MS, lane };
  const reply = transport.receive(request, options);
  let open = true;
  const ended = (): void => {
    open = false;
  };
  // It may have answered already, and then it never waits in the queue.
  await Promise.race([reply.then(ended, ended), harness.whenPolling?.() ?? giveTurns(harness)]);
  return { reply, isOpen: () => open };
};

/** A wait that is long, and allowed. */
export const longWaitMs = ({ transport }: Harness): DurationMs =>
  Math.min(10_000, transport.capabilities.maxWaitMs);

/** What the poll answers, now, without moving the clock; fails when it does not answer. */
export const answerOf = async (harness: Harness, poll: Poll): Promise<readonly Delivery[]> => {
  for (let left = PATIENCE_TURNS; left > 0 && poll.isOpen(); left -= 1) await harness.clock.advanceBy(0);
  assert.ok(!poll.isOpen(), 'the poll is due to answer and does not');
  return poll.reply;
};

/** Lets sockets and promises run without moving the clock. */
export const giveTurns = async ({ clock }: Harness): Promise<void> => {
  for (let left = TURNS; left > 0; left -= 1) await clock.advanceBy(0);
};
