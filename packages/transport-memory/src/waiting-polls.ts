import type { Clock, Delivery, EpochMs, QueueError, ReceiveRequest } from '@snoozeq/core';

/** A receive under way: the answer to come, and a way to give it up before it has leased anything. */
export interface OpenPoll {
  readonly answer: Promise<readonly Delivery[]>;
  /** Rejects the answer with this error. Does nothing when it is settled. */
  cancel(error: QueueError): void;
}

interface Waiter {
  readonly request: ReceiveRequest;
  readonly answer: (deliveries: readonly Delivery[]) => void;
}

/** Long polls that have nothing to answer yet, first come, first served. */
export class WaitingPolls {
  readonly #waiters = new Set<Waiter>();

  constructor(private readonly clock: Clock) {}

  get isEmpty(): boolean {
    return this.#waiters.size === 0;
  }

  /** Queues the poll until it is answered, cancelled, or `deadlineMs` has come: then `lastLook` runs, and it ends empty. */
  add(request: ReceiveRequest, deadlineMs: EpochMs, lastLook: () => void): OpenPoll {
    let cancel: OpenPoll['cancel'] = () => undefined;
    const answer = new Promise<readonly Delivery[]>((resolve, reject) => {
      const waiter: Waiter = { request, answer: (deliveries) => leave() && resolve(deliveries) };
      const stopTimer = this.clock.schedule(deadlineMs, () => {
        lastLook();
        waiter.answer([]);
      });
      const leave = (): boolean => {
        stopTimer();
        return this.#waiters.delete(waiter);
      };
      cancel = (error) => leave() && reject(error);
      this.#waiters.add(waiter);
    });
    return { answer, cancel };
  }

  /** Answers each poll, in order, for which `answerOf` has deliveries. */
  serve(answerOf: (request: ReceiveRequest) => readonly Delivery[]): void {
    for (const waiter of this.#waiters) {
      const deliveries = answerOf(waiter.request);
      if (deliveries.length > 0) waiter.answer(deliveries);
    }
  }
}
