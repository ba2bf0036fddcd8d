import { beforeEach, describe, expect, test } from '@jest/globals';
import { aClockStage, Member, START_MS, type ClockStage } from '../spec-support/clock-members.js';

const HOUR_MS = 3_600_000;

let stage: ClockStage;
beforeEach(() => {
  stage = aClockStage(false);
});
const passedMs = (): number => stage.clock.now() - START_MS;

describe('the course of time', () => {
  test('is changed by freezing, resuming and scaling; the rate is kept while time stands still', async () => {
    const { clock, real } = stage;
    await real.advanceBy(10);
    await clock.steer({ isFrozen: true });
    await real.advanceBy(1_000);
    expect(passedMs()).toBe(10);
    await clock.steer({ rate: 60 });
    await real.advanceBy(1_000);
    expect(passedMs()).toBe(10);
    await clock.steer({ isFrozen: false });
    await real.advanceBy(10);
    expect(passedMs()).toBe(610);
    await clock.steer({ rate: 0.5 });
    await real.advanceBy(10);
    expect(passedMs()).toBe(615);
    expect(clock.course).toEqual({ rate: 0.5, isFrozen: false });
  });

  test('that does not change is no move', async () => {
    const heard: unknown[] = [];
    stage.clock.listen((message) => heard.push(message));
    await stage.clock.steer({ isFrozen: false, rate: 1 });
    expect(heard).toEqual([]);
  });

  test('stands at a whole millisecond, not before it', async () => {
    await stage.real.advanceBy(10.25);
    await stage.clock.steer({ isFrozen: true });
    expect(passedMs()).toBe(11);
  });

  test.each([
    ['a faster one', 60, 1],
    ['a slower one', 0.01, 10_000],
  ])('takes its timers along: %s', async (_name, rate, realMs) => {
    const { clock, real, done } = stage;
    clock.schedule(START_MS + 60, () => done.push('stop'));
    clock.queueTime.scheduleInPassing(START_MS + 60, () => done.push('deadline'));
    if (rate < 1) clock.schedule(START_MS + 100, () => done.push('later'));
    await clock.steer({ rate });
    await real.advanceBy(realMs);
    expect(done).toEqual(rate > 1 ? ['moved', 'stop', 'deadline'] : ['moved', 'stop', 'deadline', 'later']);
  });

  test('while time stands still, what is due already runs, and nothing else', async () => {
    const { clock, real, done } = stage;
    await clock.steer({ isFrozen: true });
    clock.schedule(clock.now(), () => done.push('due'));
    clock.schedule(clock.now() + 1, () => done.push('not due'));
    await real.advanceBy(60_000);
    expect(done).toEqual(['moved', 'due']);
  });

  test('does not skip while time stands still', async () => {
    stage = aClockStage(true);
    const { clock, turn, jumpedMs } = stage;
    await clock.steer({ isFrozen: true });
    stage.nextEventMs = START_MS + HOUR_MS;
    const a = new Member(clock, 'a');
    a.say();
    await turn();
    expect(jumpedMs()).toBe(0);
    const resumed = clock.steer({ isFrozen: false });
    await turn();
    a.say();
    await resumed;
    a.say();
    await turn();
    expect(jumpedMs()).toBe(HOUR_MS);
  });
});

describe('with participants', () => {
  let a: Member;
  beforeEach(() => {
    a = new Member(stage.clock, 'a');
  });
  const isDone = async (command: Promise<unknown>): Promise<() => boolean> => {
    let done = false;
    void command.then(() => (done = true));
    await stage.turn();
    return () => done;
  };

  test('time slows down only when everybody has heard of it, and is told again when it has', async () => {
    const { clock, real, turn } = stage;
    const done = await isDone(clock.steer({ isFrozen: true }));
    expect(a.heard).toMatchObject([{ epoch: 2, jumpMs: 0, rate: 0 }]);
    await real.advanceBy(30);
    expect(done()).toBe(false);
    expect(passedMs()).toBe(30);
    a.say({ idle: false });
    await turn();
    expect(done()).toBe(true);
    await real.advanceBy(1_000);
    expect(passedMs()).toBe(30);
    expect(a.heard.slice(1)).toMatchObject([{ epoch: 2, jumpMs: 0, rate: 0, nowMs: START_MS + 30 }]);
  });

  test('a faster rate begins before it is told of', async () => {
    const { clock, real, turn } = stage;
    const done = await isDone(clock.steer({ rate: 60 }));
    await real.advanceBy(10);
    expect(passedMs()).toBe(600);
    expect(done()).toBe(false);
    a.say();
    await turn();
    expect(done()).toBe(true);
    expect(a.heard).toMatchObject([{ epoch: 2, jumpMs: 0, rate: 60 }]);
  });

  test('one that does not answer is passed over', async () => {
    const { clock, real } = stage;
    a.say();
    const done = await isDone(clock.steer({ isFrozen: true }));
    await real.advanceBy(2_000);
    expect(done()).toBe(false);
    await real.advanceBy(251);
    expect(done()).toBe(true);
  });

  test('commands come one after the other, and after a jump that is under way', async () => {
    const { clock, turn } = stage;
    clock.isSkipping = true;
    stage.nextEventMs = START_MS + HOUR_MS;
    a.say();
    await turn();
    const frozen = await isDone(clock.steer({ isFrozen: true }));
    const resumed = await isDone(clock.steer({ isFrozen: false }));
    expect(a.heard.map(({ jumpMs, rate }) => [jumpMs, rate])).toEqual([[HOUR_MS, 1]]);
    a.say({ idle: false });
    await turn();
    expect(a.heard.map(({ rate }) => rate)).toEqual([1, 0]);
    a.say({ idle: false });
    await turn();
    expect([frozen(), resumed()]).toEqual([true, false]);
    a.say({ idle: false });
    await turn();
    expect(resumed()).toBe(true);
  });
});
