import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { aClockStage, Member, START_MS, type ClockStage } from '../spec-support/clock-members.js';
import { SkippingClock } from './emulator-clock.js';
import { STRANGER_MS } from './skip-decision.js';

const HOUR_MS = 3_600_000;

let stage: ClockStage;
beforeEach(() => {
  stage = aClockStage();
});

describe('between jumps', () => {
  test('time starts where it was told to, and runs as fast as real time', async () => {
    expect(stage.clock.now()).toBe(START_MS);
    await stage.real.advanceBy(1_234);
    expect(stage.clock.now()).toBe(START_MS + 1_234);
  });

  test('time starts now when nothing is said', () => {
    const real = new VirtualClock(5_000);
    expect(new SkippingClock({ realClock: real }).now()).toBe(5_000);
  });

  test('a deadline of a poll is a timer like any other, but the last one of its instant', async () => {
    const { clock, real, done } = stage;
    clock.queueTime.scheduleInPassing(START_MS + 10, () => done.push('deadline'));
    clock.queueTime.schedule(START_MS + 10, () => done.push('timer'));
    await real.advanceBy(10);
    expect(done).toEqual(['timer', 'deadline']);
  });

  test('timers run in the order of their instants, once, unless they were cancelled', async () => {
    const { clock, real, done } = stage;
    clock.schedule(START_MS + 20, () => done.push('second'));
    clock.schedule(START_MS + 10, () => done.push('first'));
    clock.schedule(START_MS + 15, () => done.push('cancelled'))();
    await real.advanceBy(10);
    expect(done).toEqual(['first']);
    await real.advanceBy(1_000);
    expect(done).toEqual(['first', 'second']);
  });
});

describe('a jump', () => {
  test('takes effect when every participant has acknowledged it, messages before timers', async () => {
    const { clock, done, turn } = stage;
    const [a, b] = [new Member(clock, 'a'), new Member(clock, 'b')];
    stage.nextEventMs = START_MS + HOUR_MS;
    clock.schedule(START_MS + HOUR_MS, () => done.push('timer'));
    a.say();
    b.say();
    await turn();
    expect(a.heard).toEqual([
      { type: 'time', epoch: 2, nowMs: START_MS + HOUR_MS, jumpMs: HOUR_MS, rate: 1 },
    ]);
    expect(b.heard).toEqual(a.heard);
    expect(done).toEqual([]);

    a.say({ idle: false });
    await turn();
    expect(done).toEqual([]);
    expect(clock.moving).toBeDefined();

    b.say({ idle: false });
    await turn();
    expect(done).toEqual(['moved', 'timer']);
    expect(clock.moving).toBeUndefined();
  });

  test('calls that came meanwhile go on when it has taken effect', async () => {
    const { clock, done, turn } = stage;
    const a = new Member(clock, 'a');
    stage.nextEventMs = START_MS + HOUR_MS;
    a.say();
    await turn();
    void clock.moving?.then(() => done.push('call'));
    await turn();
    expect(done).toEqual([]);
    a.say();
    await turn();
    expect(done).toEqual(['moved', 'call']);
  });

  test('lets no timer run before it has taken effect, however long that takes', async () => {
    const { clock, real, done, turn } = stage;
    const a = new Member(clock, 'a');
    clock.schedule(START_MS + 100, () => done.push('timer'));
    a.say({ nextTimerMs: START_MS + 50 });
    await turn();
    await real.advanceBy(1_000);
    expect(done).toEqual([]);
    a.say({ idle: false });
    await turn();
    expect(done).toEqual(['moved', 'timer']);
  });

  test('is followed by the next one as soon as everybody is idle again', async () => {
    const { clock, turn } = stage;
    const a = new Member(clock, 'a');
    for (const hours of [1, 2, 3]) {
      stage.nextEventMs = START_MS + hours * HOUR_MS;
      a.say();
      await turn();
      a.say({ idle: false });
      await turn();
      expect(clock.now()).toBe(START_MS + hours * HOUR_MS);
    }
    expect(a.heard.map(({ epoch }) => epoch)).toEqual([2, 3, 4]);
  });

  test('stops at a timer of the emulator, and passes over the deadlines of polls, which end at its target', async () => {
    const { clock, done, turn } = stage;
    const a = new Member(clock, 'a');
    clock.queueTime.schedule(START_MS + HOUR_MS, () => done.push('timer'));
    clock.queueTime.scheduleInPassing(START_MS + 30_000, () => done.push('deadline'));
    stage.nextEventMs = START_MS + 2 * HOUR_MS;
    a.say();
    await turn();
    expect(clock.now()).toBe(START_MS + HOUR_MS);
    a.say({ idle: false });
    await turn();
    expect(done).toEqual(['moved', 'timer', 'deadline']);
  });

  test('lets the time that queues go by stand still until it has taken effect', async () => {
    const { clock, real, turn } = stage;
    const a = new Member(clock, 'a');
    stage.nextEventMs = START_MS + HOUR_MS;
    a.say();
    await turn();
    await real.advanceBy(7);
    expect(clock.queueTime.now()).toBe(START_MS);
    a.say({ idle: false });
    await turn();
    expect(clock.queueTime.now()).toBe(START_MS + HOUR_MS + 7);
  });

  test('waits for a participant that joined during it', async () => {
    const { clock, done, turn } = stage;
    const a = new Member(clock, 'a');
    stage.nextEventMs = START_MS + HOUR_MS;
    a.say();
    await turn();
    const late = new Member(clock, 'late');
    a.say();
    await turn();
    expect(done).toEqual([]);
    late.say();
    await turn();
    expect(done).toEqual(['moved']);
    expect(late.heard).toEqual([]);
  });

  test('is told to nobody who has stopped listening', async () => {
    const { clock, turn } = stage;
    const heard: number[] = [];
    const stop = clock.listen(({ epoch }) => heard.push(epoch));
    const a = new Member(clock, 'a');
    stage.nextEventMs = START_MS + HOUR_MS;
    stop();
    a.say();
    await turn();
    expect(heard).toEqual([]);
    expect(a.heard).toHaveLength(1);
  });

  test('does not happen before it is allowed', async () => {
    stage = aClockStage(false);
    const { clock, turn, jumpedMs } = stage;
    const a = new Member(clock, 'a');
    stage.nextEventMs = START_MS + HOUR_MS;
    a.say();
    await turn();
    expect(jumpedMs()).toBe(0);
    clock.isSkipping = true;
    await turn();
    expect(jumpedMs()).toBe(HOUR_MS);
  });
});

describe('requests', () => {
  let a: Member;
  beforeEach(() => {
    a = new Member(stage.clock, 'a');
    stage.nextEventMs = START_MS + HOUR_MS;
  });
  const idle = (waiting: readonly string[] = []): Promise<void> => {
    a.say({ waiting });
    return stage.turn();
  };

  test('a request that is worked on keeps time from jumping until it has ended', async () => {
    stage.clock.requestReceived('a.1', false);
    await idle();
    await stage.real.advanceBy(1_000);
    expect(stage.jumpedMs()).toBe(0);
    stage.clock.requestEnded('a.1');
    await stage.turn();
    expect(stage.jumpedMs()).toBe(HOUR_MS - 1_000);
  });

  test('a poll that waits does not, but one that is being answered does', async () => {
    stage.clock.requestReceived('a.1', false);
    stage.clock.requestReceived('a.1', true);
    stage.clock.requestReceived('a.1', false);
    await idle(['a.1']);
    expect(stage.jumpedMs()).toBe(0);
    stage.clock.requestReceived('a.1', true);
    await stage.turn();
    expect(stage.jumpedMs()).toBe(HOUR_MS);
  });

  test('a poll that has arrived is looked at again without a further report', async () => {
    await idle(['a.1']);
    expect(stage.jumpedMs()).toBe(0);
    stage.clock.requestReceived('a.1', false);
    stage.clock.requestReceived('a.1', true);
    await stage.turn();
    expect(stage.jumpedMs()).toBe(HOUR_MS);
  });

  test(`a stranger's request postpones a jump by ${STRANGER_MS} ms from its arrival`, async () => {
    const { clock, real, jumpedMs } = stage;
    for (const id of ['stranger.1', 'stranger.2']) {
      clock.requestReceived(id, false);
      clock.requestEnded(id);
      await real.advanceBy(STRANGER_MS / 2);
    }
    await idle();
    await real.advanceBy(STRANGER_MS / 2 - 1);
    expect(jumpedMs()).toBe(0);
    await real.advanceBy(1);
    await stage.turn();
    expect(jumpedMs()).toBe(HOUR_MS - 1.5 * STRANGER_MS);
  });

  test("a participant's own request does not postpone anything once it has ended", async () => {
    stage.clock.requestReceived('a.1', false);
    stage.clock.requestEnded('a.1');
    await idle();
    expect(stage.jumpedMs()).toBe(HOUR_MS);
  });
});

describe('after close', () => {
  let a: Member;
  beforeEach(() => {
    a = new Member(stage.clock, 'a');
    stage.nextEventMs = START_MS + HOUR_MS;
  });

  test('nothing jumps and no timer is left', async () => {
    const { clock, real, jumpedMs } = stage;
    clock.schedule(START_MS + 10, () => undefined);
    clock.requestReceived('stranger.1', false);
    clock.requestEnded('stranger.1');
    a.say();
    clock.close();
    expect(real.nextTimerMs).toBeUndefined();
    await real.advanceBy(10_000);
    expect(jumpedMs()).toBe(0);
  });

  test('a jump that is under way takes no effect any more', async () => {
    const { clock, done, turn } = stage;
    a.say();
    await turn();
    clock.close();
    clock.leave('a');
    await turn();
    expect(done).toEqual([]);
  });

  test.each([
    ['a timer', ({ clock }: ClockStage) => void clock.schedule(START_MS + 10, () => undefined)],
    ['a participant', ({ clock }: ClockStage) => clock.join('late')],
    ['a request', ({ clock }: ClockStage) => clock.requestReceived('stranger.1', false)],
    ['a wish to skip', ({ clock }: ClockStage) => void (clock.isSkipping = true)],
  ])('%s that comes late keeps no process alive', async (_what, come) => {
    stage.clock.close();
    come(stage);
    await stage.turn();
    expect(stage.real.nextTimerMs).toBeUndefined();
  });
});
