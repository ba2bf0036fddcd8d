import { afterEach, describe, expect, test } from '@jest/globals';
import type { HandlerContext } from '@snoozeq/core';
import { byType, HandlesType, QueueConsumer, queueConsumer, typed } from '@snoozeq/core/di';
import { inject } from 'inversify';
import { aStage, LOG, Orders, stopStage, type Order } from './spec-support/consumer-stage.js';

afterEach(stopStage);

const upperCase = { encode: (body: string) => body, decode: (content: string) => content.toUpperCase() };

@QueueConsumer()
class Shop {
  constructor(@inject(LOG) private readonly log: string[]) {}

  @HandlesType('order.placed')
  placed({ order }: Order): void {
    this.log.push(`placed ${order}`);
  }

  @HandlesType('order.shouted', upperCase)
  shouted(order: string): void {
    this.log.push(order);
  }
}

@QueueConsumer()
class OpenShop extends Shop {
  constructor(@inject(LOG) private readonly all: string[]) {
    super(all);
  }

  handle(_body: unknown, { type }: HandlerContext): void {
    this.all.push(`other: ${type}`);
  }
}

describe('routing by type', () => {
  test('each type has its method, and its codec; another type is dead-lettered with the reason', async () => {
    const { clock, log, send, deadLetters } = aStage([Shop]);
    await send({ order: 7 }, { type: 'order.placed' });
    await send('loud', { type: 'order.shouted' });
    await send(1, { type: 'order.lost' });
    await send(1);
    await clock.advanceBy(5_000);
    expect(log.toSorted()).toEqual(['"LOUD"', 'placed 7']);
    expect((await deadLetters()).toSorted()).toEqual([
      'it names no type; there are handlers for order.placed, order.shouted',
      'no handler for type order.lost; there are handlers for order.placed, order.shouted',
    ]);
  });

  test('a method handle takes the rest, and a subclass what its superclass has', async () => {
    const { clock, log, send } = aStage([OpenShop]);
    await send({ order: 7 }, { type: 'order.placed' });
    await send(1, { type: 'order.lost' });
    await send(1);
    await clock.advanceBy(5_000);
    expect(log.toSorted()).toEqual(['other: order.lost', 'other: undefined', 'placed 7']);
  });

  test('functions, objects and classes in one table, and a handler for the rest', async () => {
    const seen: string[] = [];
    const handlers = byType(
      {
        a: (body: string) => void seen.push(`a ${body}`),
        b: { handle: (body: string) => void seen.push(`b ${body}`) },
        c: typed(upperCase, (body) => void seen.push(`c ${body}`)),
        d: Orders,
      },
      (_body, { type }) => void seen.push(`other ${type}`),
    );
    const { clock, log, send } = aStage([queueConsumer({}, handlers)]);
    for (const type of ['a', 'b', 'c', 'e']) await send(type, { type });
    await send({ order: 1 }, { type: 'd' });
    await clock.advanceBy(5_000);
    expect(seen.toSorted()).toEqual(['a a', 'b b', 'c "C"', 'other e']);
    expect(log).toEqual(['order 1, attempt 1']);
  });
});
