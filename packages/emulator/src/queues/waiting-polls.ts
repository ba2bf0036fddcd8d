import type { DeliveredMessage, GetRequest, GroupId } from '@snoozeq/queue-engine';

/** A long poll that found nothing yet. */
export interface WaitingPoll {
  readonly request: GetRequest;
  /** Ends the poll with these messages. */
  readonly answer: (messages: readonly DeliveredMessage[]) => void;
  /** Ends the poll without an answer: its client has gone. */
  readonly abandon: () => void;
}

/** The long polls of one queue, in order of arrival. */
export class WaitingPolls {
  readonly #polls = new Set<WaitingPoll>();

  get count(): number {
    return this.#polls.size;
  }

  add(poll: WaitingPoll): void {
    this.#polls.add(poll);
  }

  /** Ends one poll; does nothing when it has ended already. */
  end(poll: WaitingPoll, messages: readonly DeliveredMessage[] = []): void {
    if (this.#polls.delete(poll)) poll.answer(messages);
  }

  /** Forgets one poll; does nothing when it has ended already. */
  drop(poll: WaitingPoll): void {
    if (this.#polls.delete(poll)) poll.abandon();
  }

  /** Asks for each poll in turn; what became visible at one instant so goes to the first poll in one batch. */
  serve(lease: (request: GetRequest) => readonly DeliveredMessage[]): void {
    for (const poll of this.#polls) {
      const messages = lease(poll.request);
      if (messages.length > 0) this.end(poll, messages);
    }
  }

  /** Ends those of one group, empty. */
  endOf(group: GroupId): void {
    for (const poll of this.#polls) if (poll.request.group === group) this.end(poll);
  }

  endAll(): void {
    for (const poll of this.#polls) this.end(poll);
  }
}
