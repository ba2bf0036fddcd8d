import { expect } from '@jest/globals';
import type { HandlerContext } from '@snoozeq/core';
import { QueueConsumer, token } from '@snoozeq/core/di';
import { parseDuration } from '@snoozeq/delay-policy';
import { ContainerModule, inject } from 'inversify';
import { createConsumers, createProducer, type ConsumersOptions, type SendOptions } from '../index.js';
import { aVirtualQueue, type VirtualQueue } from './virtual-queue.js';

export const ms = (duration: string): number => parseDuration(duration) ?? Number.NaN;
export const LOG = token<string[]>('spec/Log');

let running: (() => Promise<void>) | undefined;

/** For `afterEach`. */
export const stopStage = async (): Promise<void> => {
  await running?.();
  running = undefined;
};

/** Consumers over a virtual queue until the test ends, and a log that the container knows. */
export const aStage = (
  consumers: ConsumersOptions['consumers'],
  { stage = aVirtualQueue(), ...options }: Partial<ConsumersOptions> & { stage?: VirtualQueue } = {},
) => {
  const { clock, queue, client } = stage;
  const log: string[] = [];
  const shared = new ContainerModule(({ bind }) => void bind(LOG).toConstantValue(log));
  const { modules = [], ...rest } = options;
  const all = createConsumers({ ...client(), consumers, modules: [shared, ...modules], ...rest });
  const run = all.run();
  run.catch(() => undefined);
  running = async () => {
    const stopped = all.stop();
    await clock.advanceBy(30_000);
    await Promise.all([stopped, run.catch(() => undefined)]);
  };
  const send = async (body: unknown, sendOptions: SendOptions = {}) => {
    const producer = await createProducer(client());
    expect(await producer.send(body, sendOptions)).toMatchObject({ kind: 'sent' });
  };
  const deadLetters = async () =>
    (await queue.connect().receive({ limit: 20, waitMs: 0, leaseMs: 30_000, lane: 'dead' })).map(
      ({ message }) => message.properties['snoozeq-dead'],
    );
  return { clock, queue, log, run, send, deadLetters };
};

export interface Order {
  readonly order: number;
}

@QueueConsumer({ lane: 'orders', concurrency: 2 })
export class Orders {
  constructor(@inject(LOG) private readonly log: string[]) {}

  handle({ order }: Order, { attempt }: HandlerContext): void {
    this.log.push(`order ${order}, attempt ${attempt}`);
  }
}
