import { describe, expect, test } from '@jest/globals';
import type { PolicyInput } from '../contracts/policy.js';
import type { ConsumerParts } from './consumer-runtime.js';
import { aConsumer, type Stage } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, deliveries, LEASE_MS, NOW_MS } from '../spec-support/deliveries.js';
import { plainStamps } from '../spec-support/plain-stamps.js';

/** A consumer whose host clock runs five minutes fast, with one delivery in hand. */
const aGate = (overrides: Partial<ConsumerParts> = {}, maxWaits = 2): Stage => {
  const stage = aConsumer({ maxWaits }, overrides);
  stage.runtime.queueTime.observe(aDelivery('a', { servedAtMs: NOW_MS - 300_000 }), LEASE_MS);
  return stage;
};

describe('Gate', () => {
  test('reads stamp and counts', () => {
    const { runtime } = aGate();
    const message = aMessage('a', { properties: { id: 'stamp-1', due: `${NOW_MS}`, attempts: '2' } });
    expect(runtime.gate.read(aDelivery('a', { message, deliveryCount: 3 }))).toMatchObject({
      reading: { kind: 'stamped', stamp: { id: 'stamp-1', dueAtMs: NOW_MS } },
      counters: { attempt: 5 },
    });
  });

  test('both readings of time are queue time, not the time of the host', () => {
    const inputs: PolicyInput[] = [];
    const readAt: number[] = [];
    const { runtime } = aGate({
      convention: {
        ...plainStamps,
        read: (message, nowMs) => {
          readAt.push(nowMs);
          return plainStamps.read(message, nowMs);
        },
      },
      policy: (input) => {
        inputs.push(input);
        return { kind: 'deliver' };
      },
    });
    const work = runtime.gate.read(aDelivery());
    runtime.gate.judge(work);
    expect(readAt).toEqual([NOW_MS - 300_000]);
    expect(inputs).toEqual([{ ...work, limits: runtime.limits, nowMs: NOW_MS - 300_000 }]);
  });

  test('a failure reaches the policy as it is', () => {
    const inputs: PolicyInput[] = [];
    const { runtime } = aGate({
      policy: (input) => {
        inputs.push(input);
        return { kind: 'release' };
      },
    });
    const failure = { error: new Error('no connection'), afterMs: 700 };
    expect(runtime.gate.judge(runtime.gate.read(aDelivery()), failure)).toEqual({ kind: 'release' });
    expect(inputs[0]?.failure).toBe(failure);
  });

  test('every judgement is told', () => {
    const { runtime, events } = aGate({ policy: () => ({ kind: 'deliver' }) });
    const delivery = aDelivery();
    runtime.gate.judge(runtime.gate.read(delivery));
    expect(events).toEqual([{ kind: 'judged', delivery, decision: { kind: 'deliver' } }]);
  });

  test('a policy that cannot judge a message makes it a dead letter, and says no more than the kind of error', () => {
    const { runtime } = aGate({
      policy: () => {
        throw new RangeError('a secret of the body');
      },
    });
    expect(runtime.gate.judge(runtime.gate.read(aDelivery()))).toEqual({
      kind: 'dead-letter',
      reason: 'the policy cannot judge it: RangeError',
    });
  });
});

describe('waits in memory', () => {
  /** What queue time is in these tests: the lower bound that the first delivery gave. */
  const QUEUE_NOW_MS = NOW_MS - 300_000;
  const waiting = (count: number, waitMs = 900): Stage => {
    const stage = aGate({ policy: () => ({ kind: 'wait', untilMs: QUEUE_NOW_MS + waitMs }) });
    for (const delivery of deliveries(count)) {
      stage.runtime.inHand.receive(delivery);
      stage.runtime.inHand.move(delivery.receipt, 'waiting');
    }
    return stage;
  };
  const judge = ({ runtime }: Stage) => runtime.gate.judge(runtime.gate.read(aDelivery()));

  test.each([
    { count: 0, kind: 'wait' },
    { count: 1, kind: 'wait' },
    { count: 2, kind: 'hold' },
    { count: 3, kind: 'hold' },
  ])('with $count of 2 waiting, the next one gets a $kind', ({ count, kind }) =>
    expect(judge(waiting(count)).kind).toBe(kind),
  );

  test.each([0, 1, 500, 900])(
    'the hold lasts one step of the service, also when it is carried out %i ms later',
    (lateMs) => {
      const decision = judge(waiting(2));
      expect(decision).toMatchObject({ reason: '2 messages wait in memory already' });
      if (decision.kind !== 'hold') throw new Error('not held');
      const forMs = decision.untilMs - (QUEUE_NOW_MS + lateMs);
      // Rounded down to nothing it would be released at once, and come back, and spend its deliveries.
      expect(Math.floor(forMs / 1_000)).toBe(1);
    },
  );

  test('a longer wait is held to its own end, so that one hold is enough', () =>
    expect(judge(waiting(2, 15_000))).toMatchObject({ kind: 'hold', untilMs: QUEUE_NOW_MS + 15_000 }));
});
