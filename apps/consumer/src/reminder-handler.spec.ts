import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { Container } from 'inversify';
import { OUTBOX, ReminderHandler, type Outbox } from './reminder-handler.js';
import { aContext } from './spec-support/a-context.js';

test('hands a reminder to the outbox, with the id that makes a repetition harmless', () => {
  const delivered: Parameters<Outbox['deliver']>[0][] = [];
  const container = new Container();
  container.bind(OUTBOX).toConstantValue({ deliver: (reminder) => delivered.push(reminder) });
  container.bind(ReminderHandler).toSelf();
  container.get(ReminderHandler).handle({ secret: 'body' }, aContext({ attempt: 2 }));
  expect(delivered).toEqual([{ id: 'id-1', key: 'invoice-0231', attempt: 2 }]);
});
