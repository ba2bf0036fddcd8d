import { afterEach, describe, expect, test } from '@jest/globals';
import { timeLimit, type HandlerContext, type Middleware } from '@snoozeq/core';
import { HANDLER_CONTEXT, queueConsumer, token } from '@snoozeq/core/di';
import { ContainerModule, inject } from 'inversify';
import { pipe, tap } from 'rxjs';
import { aStage, LOG, stopStage } from './spec-support/consumer-stage.js';

afterEach(stopStage);

describe('a scope for each delivery', () => {
  const PART = token<string>('consumers.spec/Part');

  class Scoped {
    constructor(
      @inject(LOG) private readonly log: string[],
      @inject(PART) private readonly part: string,
    ) {}

    handle(body: string): void {
      if (body === 'bad') throw new Error('no');
      this.log.push(`handled ${this.part}`);
    }
  }

  const parts = (log: () => string[]) =>
    new ContainerModule(({ bind }) => {
      bind(PART)
        .toResolvedValue(({ key, attempt }: HandlerContext) => `${key}/${attempt}`, [HANDLER_CONTEXT])
        .inSingletonScope()
        .onDeactivation(async (part) => void log().push(`gone ${part}`));
    });

  test('knows its context, makes the class anew, and is taken apart when the handler has ended', async () => {
    const logs: string[][] = [];
    const consumer = queueConsumer({ perDelivery: [parts(() => logs[0] ?? [])] }, Scoped);
    const { clock, log, send } = aStage([consumer]);
    logs.push(log);
    await send('good', { key: 'first' });
    await clock.advanceBy(1_000);
    expect(log).toEqual(['handled first/1', 'gone first/1']);
    await send('bad', { key: 'second' });
    await clock.advanceBy(3_000);
    expect(log.slice(2)).toEqual(['gone second/1', 'gone second/2']);
  });
});

describe('middleware', () => {
  test('operators in a pipe around the handling, the first outermost', async () => {
    const steps: string[] = [];
    const telling =
      (name: string): Middleware =>
      () =>
      (handling) =>
        pipe(
          tap(() => void steps.push(`${name} in`)),
          handling,
          tap(({ settlement }) => void steps.push(`${name} out: ${settlement.kind}`)),
        );
    const { clock, send } = aStage([
      queueConsumer({ middleware: [telling('outer'), telling('inner')] }, () => void steps.push('handler')),
    ]);
    await send(1);
    await clock.advanceBy(1_000);
    expect(steps).toEqual(['outer in', 'inner in', 'handler', 'inner out: complete', 'outer out: complete']);
  });

  test('a time limit aborts the signal of a handler, and its message is tried again', async () => {
    const signals: AbortSignal[] = [];
    const slow = (_body: unknown, { signal, attempt }: HandlerContext): Promise<void> => {
      signals.push(signal);
      return attempt === 1 ? new Promise(() => undefined) : Promise.resolve();
    };
    const { clock, queue, send } = aStage([queueConsumer({ operators: [timeLimit(5_000)] }, slow)]);
    await send(1);
    await clock.advanceBy(4_999);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await clock.advanceBy(5_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });
});
