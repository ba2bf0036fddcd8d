import { describe, expect, test } from '@jest/globals';
import { firstValueFrom, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import type { Admitted, Verdict, Work } from '../consumer/work.js';
import type { Outcome } from '../contracts/decision.js';
import type { Fence } from '../contracts/fence.js';
import type { HandlerContext, HandlerResult } from '../contracts/handler.js';
import { QueueError } from '../errors.js';
import { memoryFence } from '../fence/memory-fence.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import {
  aDelivery,
  aMessage,
  aStamp,
  aVerdict,
  aWork,
  HOUR_MS,
  LEASE_MS,
  NOW_MS,
} from '../spec-support/deliveries.js';
import { fenced } from './fenced.js';
import { handle } from './handle.js';

const STEP_MS = 1_000;
const RENEW_MS = 20_000;
const DOWN = new QueueError('unavailable', 'no such folder');
const fails = () => Promise.reject(DOWN);

interface Parts {
  readonly fence?: Partial<Fence>;
  readonly handler?: (context: HandlerContext) => HandlerResult;
  readonly maxDeliveries?: number;
}

/** A fenced consumer with two handler slots, and a log of what happened in which order. */
const aStage = ({ fence: changes = {}, handler, maxDeliveries = 0 }: Parts = {}) => {
  const { runtime, clock, events } = aConsumer({ concurrency: 2 }, { maxDeliveries });
  const store: Fence = { ...memoryFence({ clock }), ...changes };
  const log: string[] = [];
  const told =
    <TArgs extends unknown[], TResult>(name: string, call: (...args: TArgs) => Promise<TResult>) =>
    (...args: TArgs): Promise<TResult> => {
      const [what] = args as unknown as [string | { id: string }];
      log.push(`${name} ${typeof what === 'string' ? what : what.id}`);
      return call(...args);
    };
  const fence: Fence = {
    claim: told('claim', store.claim),
    renew: told('renew', store.renew),
    done: told('done', store.done),
    release: told('release', store.release),
  };
  runtime.queueTime.observe(aDelivery(), LEASE_MS);
  const contexts: HandlerContext[] = [];
  const handling = handle<string>(runtime, {
    handle: (_body, context) => {
      contexts.push(context);
      log.push(`handle ${context.id}`);
      return handler?.(context);
    },
  });
  const verdicts: Verdict[] = [];
  const through = (source$: Observable<Admitted>) =>
    source$.pipe(fenced(runtime, fence)(handling)).subscribe({
      next: (verdict) => {
        log.push(verdict.settlement.kind);
        verdicts.push(verdict);
      },
      error: (error: Error) => log.push(error.message),
      complete: () => log.push('complete stream'),
    });
  const admitted = (work: Work): Admitted => {
    runtime.inHand.receive(work.delivery);
    return { kind: 'ready', work };
  };
  /** Puts work through and lets everything happen that needs no time. */
  const run = async (...works: readonly Work[]) => {
    const running = through(of(...works.map(admitted)));
    await quiet();
    return running;
  };
  return { runtime, clock, events, log, contexts, verdicts, through, admitted, run, store };
};

const work = (id = 'm-1', overrides: Parameters<typeof aDelivery>[1] = {}): Work =>
  aWork(aDelivery(id, overrides), { reading: { kind: 'stamped', stamp: aStamp({ id }) } });

describe('as a stream', () => {
  test.each<[string, Observable<Admitted>, string[]]>([
    ['empty', of(), ['complete stream']],
    ['never', NEVER, []],
    ['source error', throwError(() => new Error('gone')), ['gone']],
    [
      'a verdict passes by, without a claim',
      of(aVerdict({ kind: 'release' })),
      ['release', 'complete stream'],
    ],
  ])('%s', async (_name, source$, log) => {
    const stage = aStage();
    stage.through(source$);
    await quiet();
    expect(stage.log).toEqual(log);
  });

  test('many, two at a time, and a claim takes a slot', async () => {
    const stage = aStage({ fence: { claim: () => new Promise(() => undefined) } });
    await stage.run(work('a'), work('b'), work('c'));
    expect(stage.log).toEqual(['claim a', 'claim b']);
  });

  test('unsubscribing ends the source and the renewals, and leaves the claim to its end', async () => {
    const stage = aStage({ handler: () => NEVER });
    const source$ = new Subject<Admitted>();
    const running = stage.through(source$);
    source$.next(stage.admitted(work('a')));
    await quiet();
    running.unsubscribe();
    expect(source$.observed).toBe(false);
    expect(stage.clock.nextTimerMs).toBeUndefined();
    expect(await stage.store.claim('a', 1)).toEqual({ kind: 'busy', forMs: LEASE_MS });
  });
});

describe('a claim', () => {
  test('is won before the handler runs, and ended before the message is settled', async () => {
    const stage = aStage();
    await stage.run(work('a'), work('b'));
    for (const id of ['a', 'b']) {
      expect(stage.log.filter((line) => line.endsWith(id))).toEqual([
        `claim ${id}`,
        `handle ${id}`,
        `done ${id}`,
      ]);
    }
    expect(stage.log.indexOf('done a')).toBeLessThan(stage.log.indexOf('complete'));
  });

  test('of an unstamped message is on the id of the service', async () => {
    const stage = aStage();
    await stage.run(aWork(aDelivery('a')));
    expect(stage.log).toContain('claim 9007199254740993-a');
  });

  test.each<[string, Outcome | undefined, string]>([
    ['complete', undefined, 'done'],
    // Marked before its copy is stored, a crash in between would have it dropped by whoever sees it next.
    ['dead-letter', { kind: 'dead-letter', reason: 'no such customer' }, 'release'],
    ['hold', { kind: 'retry' }, 'release'],
    ['hold', { kind: 'defer', untilMs: NOW_MS + HOUR_MS }, 'release'],
    ['relay', { kind: 'defer', untilMs: NOW_MS + 100 * HOUR_MS }, 'release'],
    ['release', { kind: 'release' }, 'release'],
  ])('before %s after %j: %s', async (settlement, outcome, call) => {
    const stage = aStage({ handler: () => outcome });
    await stage.run(work('a'));
    expect(stage.log).toEqual(['claim a', 'handle a', `${call} a`, settlement, 'complete stream']);
  });

  test('is left to its end when the handler has no verdict: it may still be running', async () => {
    const stage = aStage();
    const lost = work('a');
    stage.admitted(lost);
    stage.runtime.inHand.remove(lost.delivery.receipt);
    stage.through(of({ kind: 'ready', work: lost }));
    await quiet();
    expect(stage.log).toEqual(['claim a', 'complete stream']);
    expect(stage.clock.nextTimerMs).toBeUndefined();
  });
});

test.each([
  ['life after its own', NOW_MS, 168 * HOUR_MS, 2 * 168 * HOUR_MS - HOUR_MS],
  [
    'longest life after its own, when nobody tells when it was stored',
    undefined,
    24 * HOUR_MS,
    191 * HOUR_MS,
  ],
])('a mark is kept for one more %s', async (_what, createdAtMs, lifeMs, keptMs) => {
  const kept: number[] = [];
  const stage = aStage({ fence: { done: async (_claim, keepMs) => void kept.push(keepMs) } });
  const { createdAtMs: _created, ...message } = aMessage('a', { expiresAtMs: NOW_MS + lifeMs });
  await stage.clock.advanceBy(HOUR_MS);
  await stage.run(work('a', { message: createdAtMs === undefined ? message : { ...message, createdAtMs } }));
  expect(kept).toEqual([keptMs]);
});

describe('a copy', () => {
  test('that is being handled elsewhere keeps this one held until that claim could end', async () => {
    const stage = aStage();
    await stage.store.claim('a', LEASE_MS);
    await stage.clock.advanceBy(10_000);
    await stage.run(work('a'));
    expect(stage.contexts).toEqual([]);
    expect(stage.verdicts).toMatchObject([
      {
        settlement: {
          kind: 'hold',
          untilMs: NOW_MS + LEASE_MS + STEP_MS - 1,
          reason: 'a copy is being handled',
        },
      },
    ]);
  });

  test.each([
    [0, 2_000],
    [5_000, 5_000],
    [99 * HOUR_MS, LEASE_MS],
    [Number.NaN, 5_000],
  ])('that is busy for %d ms: held for %d', async (forMs, heldMs) => {
    const stage = aStage({ fence: { claim: async () => ({ kind: 'busy', forMs }) } });
    await stage.run(work('a'));
    expect(stage.verdicts).toMatchObject([{ settlement: { untilMs: NOW_MS + heldMs + STEP_MS - 1 } }]);
  });

  test('is relayed on its last delivery, without an attempt', async () => {
    const stage = aStage({ maxDeliveries: 3 });
    await stage.store.claim('a', LEASE_MS);
    await stage.run(work('a', { deliveryCount: 3 }));
    expect(stage.verdicts).toMatchObject([
      { settlement: { kind: 'relay', dueAtMs: NOW_MS + LEASE_MS, attempts: 2 } },
    ]);
  });

  test('of what was handled is dropped, with a reason', async () => {
    const stage = aStage();
    await stage.run(work('a'));
    await stage.run(work('a'));
    expect(stage.contexts).toHaveLength(1);
    expect(stage.verdicts[1]?.settlement).toEqual({ kind: 'drop', reason: 'a copy was handled' });
  });

  test('of what failed is handled again', async () => {
    const stage = aStage({ handler: () => ({ kind: 'retry' }) });
    await stage.run(work('a'));
    await stage.run(work('a'));
    expect(stage.contexts).toHaveLength(2);
  });
});

describe('a fence that cannot be asked', () => {
  test('holds what it should let through, and is reported', async () => {
    const stage = aStage({ fence: { claim: fails } });
    await stage.run(work('a'));
    expect(stage.contexts).toEqual([]);
    expect(stage.verdicts).toMatchObject([
      {
        settlement: {
          kind: 'hold',
          untilMs: NOW_MS + 5_000 + STEP_MS - 1,
          reason: 'the fence cannot be asked',
        },
      },
    ]);
    expect(stage.events).toMatchObject([{ kind: 'fence-failed', call: 'claim', error: DOWN }]);
  });

  test.each<['done' | 'release', Outcome | undefined]>([
    ['done', undefined],
    ['release', { kind: 'retry' }],
  ])('for %s does not keep a handled message from being settled', async (call, outcome) => {
    const stage = aStage({ fence: { [call]: fails }, handler: () => outcome });
    await stage.run(work('a'));
    expect(stage.verdicts).toHaveLength(1);
    expect(stage.events.filter(({ kind }) => kind === 'fence-failed')).toMatchObject([{ call, error: DOWN }]);
  });
});

describe('while a handler runs', () => {
  test('its claim is renewed with a third left, again and again', async () => {
    const stage = aStage({ handler: () => NEVER });
    await stage.run(work('a'));
    await stage.clock.advanceBy(RENEW_MS - 1);
    expect(stage.log).not.toContain('renew a');
    await stage.clock.advanceBy(5 * RENEW_MS);
    expect(stage.log.filter((line) => line === 'renew a')).toHaveLength(5);
    expect(await stage.store.claim('a', 1)).toMatchObject({ kind: 'busy' });
    expect(stage.contexts[0]?.signal.aborted).toBe(false);
  });

  test('a lost claim aborts its signal, once, and what it did is marked all the same', async () => {
    const finish$ = new Subject<Outcome>();
    const stage = aStage({ fence: { renew: async () => false }, handler: () => finish$ });
    await stage.run(work('a'));
    await stage.clock.advanceBy(3 * RENEW_MS);
    expect(stage.contexts[0]?.signal.aborted).toBe(true);
    expect(stage.events.filter(({ kind }) => kind === 'claim-lost')).toHaveLength(1);
    finish$.next({ kind: 'complete' });
    finish$.complete();
    await quiet();
    expect(stage.log.slice(-3)).toEqual(['done a', 'complete', 'complete stream']);
  });

  test('a renewal that fails is tried again after a second', async () => {
    const stage = aStage({ fence: { renew: fails }, handler: () => NEVER });
    await stage.run(work('a'));
    await stage.clock.advanceBy(RENEW_MS + 2_000);
    expect(stage.log.filter((line) => line === 'renew a')).toHaveLength(3);
    expect(stage.contexts[0]?.signal.aborted).toBe(false);
  });

  test('a renewal on its way is awaited, so that it cannot overwrite the mark', async () => {
    const [renewed$, finish$] = [new Subject<boolean>(), new Subject<Outcome>()];
    const stage = aStage({ fence: { renew: () => firstValueFrom(renewed$) }, handler: () => finish$ });
    await stage.run(work('a'));
    await stage.clock.advanceBy(RENEW_MS);
    finish$.complete();
    await quiet();
    expect(stage.log).not.toContain('done a');
    renewed$.next(true);
    await quiet();
    expect(stage.log.slice(-3)).toEqual(['done a', 'complete', 'complete stream']);
    expect(stage.clock.nextTimerMs).toBeUndefined();
  });
});
