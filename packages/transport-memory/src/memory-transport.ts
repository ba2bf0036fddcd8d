import {
  QueueError,
  type CallOptions,
  type Capabilities,
  type Delivery,
  type Hiding,
  type OutgoingMessage,
  type QueueInspection,
  type QueueStats,
  type QueueTransport,
  type Receipt,
  type ReceiveRequest,
  type SendStatus,
  type SettleStatus,
} from '@snoozeq/core';
import { checkBatch, checkHide, checkLane, checkReceive, checkSend } from './limits.js';
import type { QueueDesk } from './queue-desk.js';
import type { OpenPoll } from './waiting-polls.js';

/** A client of a queue in this process. Methods refuse what OCI Queue would refuse, before anything has happened. */
export class MemoryTransport implements QueueTransport, QueueInspection {
  readonly #polls = new Set<OpenPoll>();
  #isClosed = false;

  constructor(private readonly desk: QueueDesk) {}

  get capabilities(): Capabilities {
    return this.desk.capabilities;
  }

  async send(messages: readonly OutgoingMessage[], options?: CallOptions): Promise<readonly SendStatus[]> {
    this.#enter(options);
    checkSend(messages, this.capabilities);
    return this.desk.send(messages);
  }

  async receive(request: ReceiveRequest, options?: CallOptions): Promise<readonly Delivery[]> {
    this.#enter(options);
    checkReceive(request, this.capabilities);
    const poll = this.desk.poll(request);
    const abort = (): void => poll.cancel(abortedError(options));
    this.#polls.add(poll);
    options?.signal?.addEventListener('abort', abort);
    try {
      return await poll.answer;
    } finally {
      options?.signal?.removeEventListener('abort', abort);
      this.#polls.delete(poll);
    }
  }

  async ack(receipts: readonly Receipt[], options?: CallOptions): Promise<readonly SettleStatus[]> {
    this.#enter(options);
    checkBatch(receipts, this.capabilities);
    return this.desk.ack(receipts);
  }

  async hide(hidings: readonly Hiding[], options?: CallOptions): Promise<readonly SettleStatus[]> {
    this.#enter(options);
    checkHide(hidings, this.capabilities);
    return this.desk.hide(hidings);
  }

  /** Open polls reject with code `closed`; the queue and its other clients go on. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const poll of this.#polls) poll.cancel(closedError());
  }

  /** Exact, and up to date. */
  async lanes(options?: CallOptions): Promise<readonly string[]> {
    this.#enter(options);
    return this.desk.lanes();
  }

  /** Exact, and up to date. */
  async stats(lane?: string, options?: CallOptions): Promise<QueueStats> {
    this.#enter(options);
    if (lane !== undefined) checkLane(lane);
    const { visible, inFlight, sizeBytes } = this.desk.stats(lane);
    return { visible, inFlight, sizeBytes };
  }

  #enter(options: CallOptions | undefined): void {
    if (this.#isClosed) throw closedError();
    if (options?.signal?.aborted) throw abortedError(options);
  }
}

const closedError = (): QueueError =>
  new QueueError('closed', 'this transport is closed: connect another one to the queue');

const abortedError = (options: CallOptions | undefined): QueueError =>
  new QueueError('aborted', 'the caller aborted this call', { cause: options?.signal?.reason });
