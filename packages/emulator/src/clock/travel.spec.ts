import { beforeEach, describe, expect, test } from '@jest/globals';
import { aClockStage, Member, START_MS, type ClockStage } from '../spec-support/clock-members.js';
import { PATIENCE_MS } from './journey.js';
import { STRANGER_MS } from './skip-decision.js';

const HOUR_MS = 3_600_000;

let stage: ClockStage;
beforeEach(() => {
  stage = aClockStage(false, true);
});
const passedMs = (): number => stage.clock.now() - START_MS;
const travel = (ms: number, signal?: AbortSignal): Promise<number> =>
  stage.clock.travel((nowMs) => nowMs + ms, signal);
const note = (name: string) => () => void stage.done.push(`${name} at ${passedMs()}`);

describe('sent ahead', () => {
  test('time stops at every event and timer, in their order, each at its instant', async () => {
    const { clock, done } = stage;
    stage.nextEventMs = START_MS + 2_000;
    clock.onMoved(() => {
      note('moved')();
      stage.nextEventMs = clock.now() < START_MS + 2_000 ? START_MS + 2_000 : undefined;
    });
    clock.schedule(START_MS + 3_000, note('second timer'));
    clock.schedule(START_MS + 1_000, note('first timer'));
    clock.schedule(START_MS + 5_001, note('timer beyond'));
    expect(await travel(5_000)).toBe(5_000);
    expect(done).toEqual([
      'moved at 1000',
      'first timer at 1000',
      'moved at 2000',
      'moved at 3000',
      'second timer at 3000',
      'moved at 5000',
    ]);
    expect(passedMs()).toBe(5_000);
  });

  test('timers that are set on the way are on the way', async () => {
    const again = (): void => {
      note('timer')();
      stage.clock.schedule(stage.clock.now() + 1_000, again);
    };
    stage.clock.schedule(START_MS + 1_000, again);
    await travel(3_500);
    expect(stage.done.filter((each) => each !== 'moved')).toEqual(
      [1_000, 2_000, 3_000].map((ms) => `timer at ${ms}`),
    );
  });

  test('deadlines of polls are passed over, and come at the target', async () => {
    const { clock, done } = stage;
    clock.queueTime.scheduleInPassing(START_MS + 1_000, note('deadline'));
    clock.queueTime.scheduleInPassing(START_MS + 6_000, note('deadline beyond'));
    clock.schedule(START_MS + 2_000, note('timer'));
    await travel(5_000);
    expect(done).toEqual(['moved', 'timer at 2000', 'moved', 'deadline at 5000']);
  });

  test('by nothing, what is due already happens', async () => {
    stage.clock.queueTime.scheduleInPassing(START_MS - 1, note('deadline'));
    expect(await travel(0)).toBe(0);
    expect(stage.done).toEqual(['deadline at 0']);
  });

  test.each([
    ['an event', (): void => void (stage.nextEventMs = START_MS + HOUR_MS), HOUR_MS],
    ['a timer', (): void => void stage.clock.schedule(START_MS + 7, () => undefined), 7],
    ['nothing', () => undefined, 0],
    [
      'no deadline',
      (): void => void stage.clock.queueTime.scheduleInPassing(START_MS + 7, () => undefined),
      0,
    ],
  ])('to the next event: %s', async (_name, prepare, expected) => {
    prepare();
    expect(await stage.clock.travel(() => undefined)).toBe(expected);
    expect(passedMs()).toBe(expected);
  });

  test('on a running clock, it goes on from the target', async () => {
    await stage.clock.steer({ isFrozen: false });
    await travel(HOUR_MS);
    await stage.real.advanceBy(10);
    expect(passedMs()).toBe(HOUR_MS + 10);
  });

  test('journeys come one after the other', async () => {
    expect(await Promise.all([travel(1_000), travel(500)])).toEqual([1_000, 500]);
    expect(passedMs()).toBe(1_500);
  });

  test('ends where it is when it is not wanted any more, or the clock is closed', async () => {
    stage.clock.schedule(START_MS + 1_000, () => abort.abort());
    const abort = new AbortController();
    expect(await travel(5_000, abort.signal)).toBe(1_000);
    stage.clock.requestReceived('stranger.1', false);
    const ended = travel(5_000);
    await stage.turn();
    stage.clock.close();
    expect(await ended).toBe(0);
  });
});

describe('what a stop sets off is waited for:', () => {
  const hour = (): { isOver: boolean } => {
    const state = { isOver: false };
    stage.clock.schedule(START_MS + 1_000, () => undefined);
    void travel(HOUR_MS).then(() => (state.isOver = true));
    return state;
  };

  test('a participant that has something to do', async () => {
    const { turn, clock } = stage;
    const a = new Member(clock, 'a');
    a.say({ waiting: ['a.1'] });
    clock.requestReceived('a.1', true);
    hour();
    await turn();
    await turn();
    expect(a.heard.at(-1)).toMatchObject({ nowMs: START_MS + 1_000 });
    // The poll is answered at the stop: the participant has not seen the reply yet.
    a.say({ waiting: ['a.1'] });
    clock.requestEnded('a.1');
    await turn();
    await turn();
    expect(passedMs()).toBe(1_000);
    a.say({ idle: false });
    await turn();
    expect(passedMs()).toBe(1_000);
    a.say({ waiting: ['a.2'] });
    clock.requestReceived('a.2', true);
    await turn();
    await turn();
    expect(passedMs()).toBe(HOUR_MS);
  });

  test('the timers of participants are stops, too', async () => {
    const { turn, clock } = stage;
    const a = new Member(clock, 'a');
    a.say({ nextTimerMs: START_MS + 500.5 });
    hour();
    await turn();
    await turn();
    expect(passedMs()).toBe(501);
  });

  test.each<[string, number | null, number]>([
    ['one that stays busy for a second is not; it still has to know', null, 0],
    ['but for a moment where its own timer is due', START_MS + 1_000, STRANGER_MS],
  ])('%s', async (_name, nextTimerMs, momentMs) => {
    const { turn, clock, real } = stage;
    const a = new Member(clock, 'a');
    const busy = { idle: false, nextTimerMs };
    a.say(busy);
    await turn();
    const state = hour();
    await real.advanceBy(PATIENCE_MS - 1);
    expect(a.heard).toHaveLength(0);
    await real.advanceBy(2);
    expect(a.heard).toHaveLength(1);
    await real.advanceBy(2 * PATIENCE_MS);
    expect(a.heard).toHaveLength(1);
    a.say(busy);
    await turn();
    if (momentMs > 0) {
      await real.advanceBy(momentMs - 1);
      expect(a.heard).toHaveLength(1);
      await real.advanceBy(1);
    }
    await turn();
    expect(a.heard).toHaveLength(2);
    a.say({ idle: false });
    await turn();
    await turn();
    await turn();
    expect(state.isOver).toBe(true);
  });

  test('a request that is worked on', async () => {
    const { clock, real, turn } = stage;
    clock.requestReceived('stranger.1', false);
    hour();
    await real.advanceBy(STRANGER_MS);
    expect(passedMs()).toBe(0);
    clock.requestEnded('stranger.1');
    await turn();
    await turn();
    await turn();
    expect(passedMs()).toBe(HOUR_MS);
  });

  test('what a stranger does after its poll was answered, but not for ever', async () => {
    const { clock, real, turn } = stage;
    clock.requestReceived('stranger.1', false);
    clock.requestReceived('stranger.1', true);
    clock.onMoved(() => {
      clock.requestReceived('stranger.1', false);
      clock.requestEnded('stranger.1');
    });
    hour();
    await turn();
    await turn();
    expect(passedMs()).toBe(1_000);
    await real.advanceBy(STRANGER_MS - 1);
    expect(passedMs()).toBe(1_000);
    for (let lefts = PATIENCE_MS; lefts > 0; lefts -= 10) {
      clock.requestReceived('stranger.2', false);
      clock.requestEnded('stranger.2');
      await real.advanceBy(10);
    }
    expect(passedMs()).toBe(HOUR_MS);
  });
});
