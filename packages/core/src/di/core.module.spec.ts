import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { Container } from 'inversify';
import { NEVER, of } from 'rxjs';
import { consumerProfile } from '../consumer/consumer-profile.js';
import type { ConsumerEvent } from '../contracts/events.js';
import { memoryJournal } from '../journal/memory-journal.js';
import { admit } from '../operators/admit.js';
import { consume } from '../operators/consume.js';
import { handle } from '../operators/handle.js';
import { settle } from '../operators/settle.js';
import { quiet } from '../spec-support/a-consumer.js';
import { aDelivery } from '../spec-support/deliveries.js';
import { aPlan } from '../spec-support/a-producer.js';
import { plainPolicy, plainStamps } from '../spec-support/plain-stamps.js';
import { ScriptedTransport } from '../spec-support/scripted-transport.js';
import { coreModule } from './core.module.js';
import * as tokens from './tokens.js';

const aContainer = (): { container: Container; transport: ScriptedTransport } => {
  const container = new Container();
  const transport = new ScriptedTransport();
  container.load(coreModule({ name: 'shop' }));
  container.bind(tokens.TRANSPORT).toConstantValue(transport);
  container.bind(tokens.DELAY_POLICY).toConstantValue(plainPolicy);
  container.bind(tokens.DUE_STAMP).toConstantValue(plainStamps);
  container.bind(tokens.DUE_TIME_READER).toConstantValue((_options, nowMs) => ({ dueAtMs: nowMs }));
  container.bind(tokens.PLANNER).toConstantValue({ plan: () => aPlan() });
  container
    .bind(tokens.QUEUE_SETTINGS)
    .toConstantValue({ retentionMs: 1, maxDeliveries: 5, maxHideMs: 1, maxMessageBytes: 1 });
  return { container, transport };
};

describe('coreModule', () => {
  test('puts a consumer together that knows the delivery limit of the queue', () => {
    const { container, transport } = aContainer();
    const consumer = container.get(tokens.CONSUMER);
    expect(consumer.transport).toBe(transport);
    expect(consumer.limits.maxDeliveries).toBe(5);
    expect(consumer.activity.name).toMatch(/^shop-[0-9a-f]{8}$/);
    expect(container.get(tokens.CONSUMER)).toBe(consumer);
  });

  test('puts a producer together', async () => {
    const { container, transport } = aContainer();
    const result = await container.get(tokens.PRODUCER).send({ order: 7 });
    expect(result.kind).toBe('sent');
    expect(transport.sent).toMatchObject([[{ content: '{"order":7}', lane: 'planned' }]]);
  });

  test('every bound sink hears every event, and none is needed', () => {
    const { container } = aContainer();
    const heard: ConsumerEvent[][] = [[], []];
    for (const events of heard)
      container.bind(tokens.EVENT_SINK).toConstantValue((event) => void events.push(event));
    consume(container.get(tokens.CONSUMER), () => NEVER, { stop$: of('stop') })
      .subscribe()
      .unsubscribe();
    expect(heard).toEqual([[{ kind: 'draining' }], [{ kind: 'draining' }]]);
    expect(() => aContainer().container.get(tokens.CONSUMER).events({ kind: 'draining' })).not.toThrow();
  });

  test('a bound journal is written to by producer and consumer, and what is still to be written is, at the end', async () => {
    const { container, transport } = aContainer();
    const journal = memoryJournal();
    container.bind(tokens.JOURNAL).toConstantValue(journal);
    const result = await container.get(tokens.PRODUCER).send({ order: 7 });
    const consumer = container.get(tokens.CONSUMER);
    consume(consumer, (delivery$) =>
      delivery$.pipe(admit(consumer), handle(consumer, { handle: () => undefined }), settle(consumer)),
    ).subscribe();
    transport.answer([aDelivery()]);
    await quiet();
    await container.unbindAllAsync();
    const { entries } = await journal.read();
    expect(entries).toMatchObject([
      { kind: 'published', id: result.id },
      { kind: 'attempted' },
      { kind: 'settled' },
    ]);
    expect(new Set(entries.map(({ by }) => by))).toEqual(new Set([consumer.activity.name]));
  });

  test('a journal that fails is told to the other sinks, and stops nothing', async () => {
    const { container } = aContainer();
    const heard: ConsumerEvent[] = [];
    container.bind(tokens.EVENT_SINK).toConstantValue((event) => void heard.push(event));
    const append = () => Promise.reject(new Error('disk full'));
    container.bind(tokens.JOURNAL).toConstantValue({ ...memoryJournal(), append });
    expect(await container.get(tokens.PRODUCER).send('x')).toMatchObject({ kind: 'sent' });
    await quiet();
    expect(heard).toMatchObject([{ kind: 'journal-failed', lost: 1 }]);
  });

  test('any part can be replaced', () => {
    const { container } = aContainer();
    const deadLetters = new ScriptedTransport();
    container.bind(tokens.DEAD_LETTER_TRANSPORT).toConstantValue(deadLetters);
    container.rebind(tokens.CONSUMER_PROFILE).toConstantValue(consumerProfile({ lanes: 'any' }));
    expect(container.get(tokens.CONSUMER).profile.lanes).toBe('any');
    expect(container.get(tokens.CONSUMER).deadLetterTransport).toBe(deadLetters);
  });
});
