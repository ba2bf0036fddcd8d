import { afterEach, describe, expect, test } from '@jest/globals';
import { QueueError, type QueueTransport } from '@snoozeq/core';
import { DELAY_POLICY, QUEUE_INSPECTION, queueConsumer, TRANSPORT } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { ContainerModule } from 'inversify';
import { createConsumers, createProducer } from './index.js';
import { aStage, ms, Orders, stopStage } from './spec-support/consumer-stage.js';
import { aVirtualQueue } from './spec-support/virtual-queue.js';

afterEach(stopStage);

describe('several consumers in one container', () => {
  test('a class and a function have lanes and settings of their own, and share what the container has', async () => {
    const mail: string[] = [];
    const onMail = queueConsumer(
      { name: 'mail', lane: 'mail', concurrency: 1 },
      (body: string) => void mail.push(body),
    );
    const { clock, log, send } = aStage([Orders, onMail]);
    await send({ order: 7 }, { lane: 'orders' });
    await send('hello', { lane: 'mail', in: '1h' });
    await clock.advanceBy(1_000);
    expect([log, mail]).toEqual([['order 7, attempt 1'], []]);
    await clock.advanceBy(ms('2h'));
    expect(mail).toEqual(['hello']);
  });

  test('each may have a policy of its own; the others have that of the container', async () => {
    const tries: string[] = [];
    const failing = (name: string) => () => {
      tries.push(name);
      throw new Error('no');
    };
    const patient = delayPolicyModule({ maxAttempts: 4 });
    const { clock, send, deadLetters } = aStage(
      [
        queueConsumer({ name: 'patient', lane: 'patient', modules: [patient] }, failing('patient')),
        queueConsumer({ name: 'other', lane: 'other' }, failing('other')),
      ],
      { policy: { maxAttempts: 2 } },
    );
    await send(1, { lane: 'patient' });
    await send(1, { lane: 'other' });
    await clock.advanceBy(ms('10m'));
    expect(tries.toSorted()).toEqual(['other', 'other', 'patient', 'patient', 'patient', 'patient']);
    expect(await deadLetters()).toHaveLength(2);
  });

  test('one may read another queue', async () => {
    const stage = aVirtualQueue();
    const elsewhere = aVirtualQueue();
    const handled: string[] = [];
    const toElsewhere = (transport: QueueTransport) =>
      new ContainerModule(({ bind }) => void bind(TRANSPORT).toConstantValue(transport));
    const here = queueConsumer({ name: 'here' }, () => void handled.push('here'));
    const there = queueConsumer(
      { name: 'there', modules: [toElsewhere(elsewhere.queue.connect())] },
      () => void handled.push('there'),
    );
    const { clock, send } = aStage([here, there], { stage });
    await send(1);
    await clock.advanceBy(ms('1m'));
    expect(handled).toEqual(['here']);
    await (await createProducer(elsewhere.client())).send(1);
    await elsewhere.clock.advanceBy(1);
    await clock.advanceBy(ms('1m'));
    expect(handled).toEqual(['here', 'there']);
  });

  test('due lanes are read by the consumer of lane ready alone', async () => {
    const handled: string[] = [];
    const named = (name: string, lane: string) =>
      queueConsumer({ name, lane }, () => void handled.push(name));
    const policy = { strategy: 'lane' as const };
    const stage = aVirtualQueue();
    const looking = new ContainerModule(
      ({ bind }) => void bind(QUEUE_INSPECTION).toConstantValue(stage.queue.connect()),
    );
    const consumers = [named('mail', 'mail'), named('main', 'ready')];
    const { clock } = aStage(consumers, { stage, policy, modules: [looking] });
    const producer = await createProducer({ ...stage.client(), policy });
    for (let index = 0; index < 10; index += 1)
      expect(await producer.send(1, { in: '1d' })).toMatchObject({
        plan: { lane: expect.stringMatching(/^due-/) },
      });
    await clock.advanceBy(ms('2d'));
    expect(handled).toEqual(Array.from({ length: 10 }, () => 'main'));
  });

  test('events of one consumer are told to it, and to whoever listens to all', async () => {
    const kinds: string[] = [];
    const { clock, send } = aStage([
      queueConsumer({ lane: 'a', onEvent: ({ kind }) => void kinds.push(kind) }, function a() {}),
      queueConsumer({ lane: 'b' }, function b() {}),
    ]);
    await send(1, { lane: 'b' });
    await clock.advanceBy(1_000);
    expect(kinds).toEqual([]);
    await send(1, { lane: 'a' });
    await clock.advanceBy(1_000);
    expect(kinds).toEqual(['received', 'judged', 'started', 'finished', 'settled']);
  });
});

test('what a module of one consumer rebinds is replaced for it alone', async () => {
  const judged: string[] = [];
  const deaf = new ContainerModule(({ rebind }) => {
    rebind(DELAY_POLICY).toConstantValue(() => {
      judged.push('deaf');
      return { kind: 'drop', reason: 'deaf' };
    });
  });
  const { clock, send, log } = aStage([
    Orders,
    queueConsumer({ lane: 'x', modules: [deaf] }, () => undefined),
  ]);
  await send(1, { lane: 'x' });
  await send({ order: 1 }, { lane: 'orders' });
  await clock.advanceBy(1_000);
  expect(judged).toEqual(['deaf']);
  expect(log).toEqual(['order 1, attempt 1']);
});

describe('a consumer that ends', () => {
  const refusing = (transport: QueueTransport): QueueTransport => ({
    capabilities: transport.capabilities,
    send: (...given) => transport.send(...given),
    receive: () => Promise.reject(new QueueError('unauthorised', 'no permission')),
    ack: (...given) => transport.ack(...given),
    hide: (...given) => transport.hide(...given),
    close: () => transport.close(),
  });

  test('stops the others in order, and the error names it', async () => {
    const stage = aVirtualQueue();
    const { transport } = stage.client();
    const closed = new ContainerModule(({ bind }) => {
      if (transport) bind(TRANSPORT).toConstantValue(refusing(transport));
    });
    let finished = false;
    const { run, clock } = aStage(
      [
        queueConsumer({ name: 'well' }, async () => {
          finished = true;
        }),
        queueConsumer({ name: 'refused', modules: [closed] }, () => undefined),
      ],
      { stage },
    );
    const ended = expect(run).rejects.toMatchObject({
      code: 'unauthorised',
      message: '[unauthorised] Consumer refused has ended: no permission',
    });
    await clock.advanceBy(30_000);
    await ended;
    expect(finished).toBe(false);
  });

  test('a second run is refused', async () => {
    const all = createConsumers({ ...aVirtualQueue().client(), consumers: [] });
    await all.run().catch(() => undefined);
    await expect(all.run()).rejects.toMatchObject({ code: 'closed' });
  });
});
