import type { HandlerContext, MessageHandler } from '@snoozeq/core';
import { HANDLER, token } from '@snoozeq/core/di';
import { ContainerModule, inject, injectable } from 'inversify';

export const OUTBOX = token<{ deliver(id: string, text: string): void }>('shop/Outbox');

@injectable()
export class ReminderHandler implements MessageHandler<{ text: string }> {
  constructor(@inject(OUTBOX) private readonly outbox: { deliver(id: string, text: string): void }) {}

  handle({ text }: { text: string }, { id }: HandlerContext) {
    this.outbox.deliver(id, text); // perhaps twice: the outbox knows the id
  }
}

export const remindersModule = new ContainerModule(({ bind }) => {
  bind(OUTBOX).toConstantValue({ deliver: (_id, text) => console.log(text) });
  bind(HANDLER).to(ReminderHandler).inSingletonScope();
});
