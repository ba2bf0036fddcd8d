import { afterEach, describe, expect, test } from '@jest/globals';
import { QueueError } from '@snoozeq/core';
import { HandlesType, QueueConsumer, queueConsumer, token } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { inject } from 'inversify';
import type { ConsumersOptions } from './index.js';
import { aStage, ms, stopStage } from './spec-support/consumer-stage.js';
import { aVirtualQueue } from './spec-support/virtual-queue.js';

afterEach(stopStage);

class Undecorated {
  handle(): void {}
}

@QueueConsumer({ lane: 'unmade' })
class Unmade {
  constructor(@inject(token('consumers.spec/Nowhere')) readonly nowhere: string) {}
  handle(): void {}
}

@QueueConsumer()
class Idle {}

@QueueConsumer({ lane: 'twice' })
class Twice {
  @HandlesType('a') first(): void {}
  @HandlesType('a') second(): void {}
}

describe('a start that cannot work', () => {
  const nothing = () => undefined;

  test('names every fault of every consumer at once, and receives nothing', async () => {
    const { run, queue, send } = aStage([
      queueConsumer({ name: 'numbers', concurrency: 0, leaseMs: 1 }, nothing),
      queueConsumer({ name: 'same', lane: 'x' }, nothing),
      queueConsumer({ name: 'same', lane: 'y' }, nothing),
      queueConsumer({ name: 'both', lane: 'x', lanes: ['y'] }, nothing),
      queueConsumer({ name: 'scope', lane: 'z', perDelivery: [] }, nothing),
      queueConsumer({ name: 'lease', lane: 'l', leaseMs: 86_400_000 }, nothing),
      queueConsumer(
        { name: 'policy', lane: 'p', modules: [delayPolicyModule({ maxAttempts: -1 })] },
        nothing,
      ),
      Undecorated,
      Unmade,
      Idle,
      Twice,
    ]);
    const error: unknown = await run.catch((thrown: unknown) => thrown);
    const text = error instanceof QueueError ? `${error.code}: ${error.message}` : String(error);
    for (const fault of [
      /^misconfigured: \[misconfigured\] Consumer numbers: /,
      /Consumer numbers: Consumer setting concurrency is 0.*leaseMs is 1:/,
      /Consumer same: another consumer has this name/,
      /Consumer both: lane and lanes are both given/,
      /Consumer scope: perDelivery is given and no handler is a class/,
      /Consumer lease: .*leaseMs is 86400000/,
      /Consumer policy: .*maxAttempts/,
      /Consumer Undecorated: the class has no @QueueConsumer/,
      /Consumer Unmade: No bindings found for service: "Symbol\(consumers.spec\/Nowhere\)"/,
      /Consumer Idle: there is no handler/,
      /Consumer Twice: type a has two handlers/,
    ])
      expect(text).toMatch(fault);
    await send(1);
    expect(queue.stats()).toMatchObject({ visible: 1, inFlight: 0 });
  });

  test.each<[string, ConsumersOptions['consumers'], string]>([
    ['no consumer', [], 'There is no consumer to run'],
    [
      'two that read one lane',
      [queueConsumer({ name: 'a' }, nothing), queueConsumer({ name: 'b' }, nothing)],
      'Consumer b: lane ready of the same queue is also read by consumer a',
    ],
    [
      'a policy that the queue cannot keep',
      [queueConsumer({ name: 'a', leaseMs: 43_200_000, modules: [] }, nothing)],
      'Consumer a: This consumer cannot work on its queue. leaseMs 43200000 (12h)',
    ],
  ])('%s', async (_what, consumers, text) => {
    const { run } = aStage(consumers, { stage: aVirtualQueue({ maxHideMs: ms('1h') }) });
    await expect(run).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining(text),
    });
  });
});
