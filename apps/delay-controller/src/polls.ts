import {
  QueueError,
  serviceBackoffMs,
  type Clock,
  type Delivery,
  type DurationMs,
  type EpochMs,
  type QueueTime,
  type QueueTransport,
  type RandomSource,
} from '@snoozeq/core';
import type { ControllerSink } from './controller-event.js';
import type { ControllerOptions } from './controller-options.js';
import { pause } from './pause.js';

export interface PollParts {
  readonly transport: QueueTransport;
  readonly queueTime: QueueTime;
  readonly processClock: Clock;
  readonly random: RandomSource;
  /** Where the messages were published. */
  readonly lane: string;
  readonly options: ControllerOptions;
  readonly emit: ControllerSink;
}

/** Polls with a short visibility, one at a time, and knows how long it has been since one brought a message of ours. */
export class Polls {
  readonly #parts: PollParts;
  #failures = 0;
  #quietSinceMs: EpochMs;

  constructor(parts: PollParts) {
    this.#parts = parts;
    this.#quietSinceMs = parts.processClock.now();
  }

  /** How long to go on although nothing of ours comes; 0 or less: give up. */
  get patienceMs(): DurationMs {
    const { processClock, options } = this.#parts;
    return this.#quietSinceMs + options.findWithinMs - processClock.now();
  }

  restartPatience(): void {
    this.#quietSinceMs = this.#parts.processClock.now();
  }

  /** Nothing after a stop, and after a failure that may pass, which is waited out. Rejects when the service refuses us for good. */
  async next(stop: AbortSignal): Promise<readonly Delivery[]> {
    const { transport, lane, options, queueTime } = this.#parts;
    const waitMs = Math.min(options.waitMs, Math.ceil(this.patienceMs / 1_000) * 1_000);
    const request = { limit: transport.capabilities.maxBatch, waitMs, leaseMs: options.visibilityMs, lane };
    try {
      const deliveries = await transport.receive(request, { signal: stop });
      this.#failures = 0;
      for (const delivery of deliveries) queueTime.observe(delivery, options.visibilityMs);
      return deliveries;
    } catch (thrown) {
      if (!stop.aborted) await this.#backOff(QueueError.from(thrown), stop);
      return [];
    }
  }

  async #backOff(error: QueueError, stop: AbortSignal): Promise<void> {
    const { processClock, random, emit } = this.#parts;
    if (!error.isPassing) throw error;
    this.#failures += 1;
    const retryInMs = serviceBackoffMs(this.#failures, error, random);
    emit({ kind: 'poll-failed', error, retryInMs });
    await pause(processClock, retryInMs, stop);
    // A queue that does not answer says nothing about who has our messages.
    this.restartPatience();
  }
}
