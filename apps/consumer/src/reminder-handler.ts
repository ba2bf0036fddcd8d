import type { HandlerContext, MessageHandler } from '@snoozeq/core';
import { token } from '@snoozeq/core/di';
import { inject, injectable } from 'inversify';

/** Where reminders go: an e-mail service, a pager, here the standard output. */
export interface Outbox {
  deliver(reminder: { readonly id: string; readonly key: string; readonly attempt: number }): void;
}

export const OUTBOX = token<Outbox>('consumer-app/Outbox');

/** The team's code. It runs at the due time or later, perhaps twice: `id` lets the outbox recognise a repetition. */
@injectable()
export class ReminderHandler implements MessageHandler<unknown> {
  readonly #outbox: Outbox;

  constructor(@inject(OUTBOX) outbox: Outbox) {
    this.#outbox = outbox;
  }

  handle(_body: unknown, { id, key, attempt }: HandlerContext): void {
    this.#outbox.deliver({ id, key, attempt });
  }
}
