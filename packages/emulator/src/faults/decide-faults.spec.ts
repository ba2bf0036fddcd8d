import { describe, expect, test } from '@jest/globals';
import { decideFaults, type FaultCall, type RuleCounts } from './decide-faults.js';
import type { FaultStage } from './fault-kinds.js';
import type { FaultPlan, FaultRule } from './fault-plan.js';

const aRule = ({
  name = 'rule',
  fault = { kind: 'reset' },
  when = {},
}: Partial<Omit<FaultRule, 'when'>> & { when?: Partial<FaultRule['when']> } = {}): FaultRule => ({
  name,
  fault,
  when: { rate: 1, from: 1, ...when },
});
const aPlan = (...rules: FaultRule[]): FaultPlan => ({ seed: 1, rules });
const aCall = (call: Partial<FaultCall> = {}): FaultCall => ({
  operation: 'GetStats',
  messages: [],
  ...call,
});

/** Which of the calls have which rules. */
const run = (plan: FaultPlan, calls: readonly FaultCall[], stage: FaultStage = 'before') => {
  let counts: RuleCounts = new Map();
  const struck = calls.map((call) => {
    const decision = decideFaults(plan, counts, call, stage);
    counts = decision.counts;
    return decision.injections.map(({ rule, entries }) => [rule.name, ...entries].join(' '));
  });
  return { struck, counts };
};
const strikes = (plan: FaultPlan, times: number): string =>
  run(
    plan,
    Array.from({ length: times }, () => aCall()),
  )
    .struck.map(({ length }) => length)
    .join('');

describe('counts', () => {
  test.each([
    [{}, '11111111'],
    [{ from: 3 }, '00111111'],
    [{ from: 3, to: 4 }, '00110000'],
    [{ times: 2 }, '11000000'],
    [{ from: 2, times: 3 }, '01110000'],
    [{ rate: 0 }, '00000000'],
  ])('%o', (when, expected) => expect(strikes(aPlan(aRule({ when })), 8)).toBe(expected));

  test('calls that match and faults that were injected are counted apart', () => {
    const { counts } = run(
      aPlan(aRule({ when: { from: 2, to: 3 } })),
      Array.from({ length: 5 }, () => aCall()),
    );
    expect(counts.get('rule')).toEqual({ matched: 5, injected: 2 });
  });
});

describe('seed', () => {
  const half = aRule({ name: 'half', fault: { kind: 'throttle' }, when: { rate: 0.5 } });

  test('the same seed and calls give the same faults, another seed gives others', () => {
    expect(strikes(aPlan(half), 64)).toBe(strikes(aPlan(half), 64));
    expect(strikes({ seed: 2, rules: [half] }, 64)).not.toBe(strikes(aPlan(half), 64));
  });

  test('a rate is met', () => {
    const hits = strikes(aPlan(aRule({ when: { rate: 0.2 } })), 5_000).replaceAll('0', '').length;
    expect(hits).toBeGreaterThan(900);
    expect(hits).toBeLessThan(1_100);
  });

  test('rules that match other calls, or are added before, do not disturb a rule', () => {
    const calls = Array.from({ length: 40 }, (_, at) =>
      aCall({ operation: at % 3 ? 'GetStats' : 'PutMessages' }),
    );
    const own = { ...half, when: { ...half.when, operations: ['GetStats'] } };
    const other = aRule({
      name: 'other',
      fault: { kind: 'latency', minMs: 0, maxMs: 9, before: 'acting' },
      when: { rate: 0.3 },
    });
    const of = (plan: FaultPlan) => run(plan, calls).struck.map((names) => names.includes('half'));
    expect(of(aPlan(other, own))).toEqual(of(aPlan(own)));
  });
});

describe('conditions', () => {
  const queue = { id: 'ocid1.queue.x', name: 'orders' };
  const messages = [{ 'snoozeq-key': 'a' }, {}, { 'snoozeq-key': 'a', tenant: 't' }];

  test.each<[string, Partial<FaultRule['when']>, Partial<FaultCall>, boolean]>([
    ['its operation', { operations: ['PutMessages'] }, { operation: 'PutMessages' }, true],
    ['another operation', { operations: ['PutMessages'] }, { operation: 'GetStats' }, false],
    ['its queue by name', { queues: ['orders'] }, { queue }, true],
    ['its queue by id', { queues: [queue.id] }, { queue }, true],
    ['another queue', { queues: ['other'] }, { queue }, false],
    ['a call without a queue', { queues: ['orders'] }, {}, false],
    ['one message with the property', { properties: { tenant: 't' } }, { messages }, true],
    [
      'all properties in one message',
      { properties: { tenant: 't', 'snoozeq-key': 'a' } },
      { messages },
      true,
    ],
    [
      'properties of different messages',
      { properties: { a: '1', b: '1' } },
      { messages: [{ a: '1' }, { b: '1' }] },
      false,
    ],
    ['a call without messages', { properties: { tenant: 't' } }, {}, false],
  ])('%s', (_name, when, call, expected) => {
    expect(run(aPlan(aRule({ when })), [aCall(call)]).struck).toEqual([expected ? [expect.any(String)] : []]);
  });

  test('conditions hold at once', () => {
    const when = { queues: ['orders'], operations: ['PutMessages'], properties: { tenant: 't' }, from: 2 };
    const call = aCall({ operation: 'PutMessages', queue, messages });
    expect(run(aPlan(aRule({ when })), [call, aCall({ ...call, messages: [] }), call]).struck).toEqual([
      [],
      [],
      ['rule 2'],
    ]);
  });
});

describe('several faults of one call', () => {
  const latency = aRule({ name: 'slow', fault: { kind: 'latency', minMs: 1, maxMs: 1, before: 'acting' } });
  const throttle = aRule({ name: 'busy', fault: { kind: 'throttle' } });
  const early = aRule({ name: 'early', fault: { kind: 'early-poll', afterMs: 0 } });
  const get = aCall({ operation: 'GetMessages' });

  test('the first that takes the place of the reply does, after any delay; what it rules out is not counted', () => {
    const { struck, counts } = run(aPlan(early, throttle, aRule(), latency), [get]);
    expect(struck).toEqual([['busy', 'slow']]);
    expect(counts.get('early')).toEqual({ matched: 1, injected: 0 });
  });

  test('others add up', () => expect(run(aPlan(latency, early), [get]).struck).toEqual([['slow', 'early']]));
});

describe('entries', () => {
  const messages = [{ k: 'a' }, { k: 'b' }, { k: 'a' }, { k: 'a' }];
  const batch = aCall({ operation: 'DeleteMessages', messages });

  test('only entries that match are struck, each by its own chance', () => {
    const failing = aRule({
      fault: { kind: 'partial-failure', entryRate: 0.5 },
      when: { properties: { k: 'a' } },
    });
    const struck = run(
      aPlan(failing),
      Array.from({ length: 200 }, () => batch),
    ).struck.flat();
    const entries = new Set(struck.flatMap((text) => text.split(' ').slice(1)));
    expect([...entries].toSorted()).toEqual(['0', '2', '3']);
    expect(new Set(struck).size).toBeGreaterThan(3);
  });

  test('a batch of which no entry is struck has no fault', () => {
    const failing = aRule({ fault: { kind: 'partial-failure', entryRate: 0 } });
    expect(run(aPlan(failing), [batch])).toEqual({
      struck: [[]],
      counts: new Map([['rule', { matched: 1, injected: 0 }]]),
    });
  });

  test.each([{ kind: 'lost-lease' }, { kind: 'duplicate', entryRate: 1 }] as const)(
    '$kind wants a get that was given messages',
    (fault) => {
      const calls = [
        aCall({ operation: 'GetMessages' }),
        aCall({ operation: 'GetMessages', messages }),
        batch,
      ];
      expect(run(aPlan(aRule({ fault })), calls, 'after').struck).toEqual([[], ['rule 0 1 2 3'], []]);
    },
  );
});
