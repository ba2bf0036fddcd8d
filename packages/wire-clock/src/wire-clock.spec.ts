import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CountedActivity, VirtualClock } from '@snoozeq/core';
import type { WebSocket } from 'ws';
import { CLOCK_PATH, HEARTBEAT_MS, type ReportMessage } from './protocol.js';
import { SERVICE_MS, StubServer } from './spec-support/stub-server.js';
import { WireClock } from './wire-clock.js';

let server: StubServer;
let url: string;
let processClock: VirtualClock;
let activity: CountedActivity;
const followers: WireClock[] = [];

beforeEach(async () => {
  server = new StubServer();
  url = await server.start();
  processClock = new VirtualClock(1_000);
  activity = new CountedActivity('me');
});
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.close()));
  await server.stop();
});

const follow = async (to = url): Promise<WireClock> => {
  const follower = await WireClock.connect({ url: to, activity, processClock });
  followers.push(follower);
  await server.hasReports(1);
  return follower;
};
/** Lets this turn's report arrive, without any time passing. */
const nextReport = async (): Promise<ReportMessage | undefined> => {
  await server.hasReports(server.reports.length + 1);
  return server.lastReport;
};

describe('connecting', () => {
  test('joins under the name that its request ids begin with', async () => {
    await follow();
    expect(server.heard[0]).toEqual({ type: 'hello', name: 'me' });
    expect(server.paths).toEqual([CLOCK_PATH]);
  });

  test('asks several times, and believes the answer that was least late', async () => {
    server.answersMs = [SERVICE_MS, SERVICE_MS + 7, SERVICE_MS + 3];
    expect((await follow()).now()).toBe(SERVICE_MS + 7);
  });

  test.each([
    ['hangs up', (socket: WebSocket) => socket.close()],
    ['breaks off', (socket: WebSocket) => socket.terminate()],
    ['speaks no JSON', (socket: WebSocket) => socket.send('hello')],
    ['speaks another protocol', (socket: WebSocket) => socket.send('{"type":"welcome"}')],
  ])('to what %s is unavailable', async (_name, greet) => {
    server.greet = greet;
    await expect(follow()).rejects.toMatchObject({ name: 'QueueError', code: 'unavailable' });
  });

  test('to nothing is unavailable, and says where and what to do', async () => {
    await server.stop();
    const error = await follow().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'QueueError', code: 'unavailable' });
    expect(String(error)).toContain(url);
    expect(String(error)).toContain('Start the emulator');
  });

  test.each(['', 'not a url', 'localhost:61700', 'ftp://127.0.0.1', 'file:///tmp'])(
    'to %j is malformed',
    async (bad) => {
      await expect(follow(bad)).rejects.toMatchObject({ name: 'QueueError', code: 'malformed' });
    },
  );
});

describe('time', () => {
  test('runs as fast as the process clock', async () => {
    const follower = await follow();
    await processClock.advanceBy(1_234);
    expect(follower.now()).toBe(SERVICE_MS + 1_234);
  });

  test('moves by the length of a jump, never to the instant that the message names', async () => {
    const follower = await follow();
    await processClock.advanceBy(10);
    server.jump(2, 3_600_000, SERVICE_MS + 9_999_999);
    await nextReport();
    expect(follower.now()).toBe(SERVICE_MS + 3_600_010);
  });

  test('runs at the rate that the emulator tells, and stands still when it does', async () => {
    server.rate = 60;
    const follower = await follow();
    await processClock.advanceBy(10);
    expect(follower.now()).toBe(SERVICE_MS + 600);
    server.tell({ rate: 0 });
    await nextReport();
    await processClock.advanceBy(10_000);
    expect(follower.now()).toBe(SERVICE_MS + 600);
  });

  test('a move during the first answers makes it begin anew', async () => {
    let answers = 0;
    server.beforeAnswer = () => {
      answers += 1;
      if (answers === 5) server.tell({ epoch: 2, nowMs: SERVICE_MS - 9, rate: 0 });
      if (answers >= 5) [server.rate, server.epoch, server.answersMs] = [0, 2, [SERVICE_MS - 9]];
    };
    expect((await follow()).now()).toBe(SERVICE_MS - 9);
    expect(answers).toBeGreaterThan(15);
    expect(server.lastReport).toMatchObject({ epoch: 2 });
  });

  test('goes on when the connection is lost', async () => {
    const follower = await follow();
    const ran: string[] = [];
    follower.schedule(SERVICE_MS + 5_000, () => ran.push('timer'));
    server.hangUp();
    await follower.closed;
    await processClock.advanceBy(5_000);
    expect(follower.now()).toBe(SERVICE_MS + 5_000);
    expect(ran).toEqual(['timer']);
  });

  test('a message that is none ends the connection', async () => {
    const follower = await follow();
    server.say('{"type":"time","epoch":"2"}');
    await expect(follower.closed).resolves.toBeUndefined();
    expect(follower.now()).toBe(SERVICE_MS);
  });
});

describe('timers', () => {
  test('run once their instant has come, in order, unless they were cancelled', async () => {
    const follower = await follow();
    const ran: string[] = [];
    follower.schedule(SERVICE_MS + 20, () => ran.push('second'));
    follower.schedule(SERVICE_MS + 10, () => ran.push('first'));
    follower.schedule(SERVICE_MS + 15, () => ran.push('cancelled'))();
    await processClock.advanceBy(9);
    expect(ran).toEqual([]);
    await processClock.advanceBy(1);
    expect(ran).toEqual(['first']);
    await processClock.advanceBy(100);
    expect(ran).toEqual(['first', 'second']);
  });

  test('are kept for their instant under another rate', async () => {
    const follower = await follow();
    const ran: string[] = [];
    follower.schedule(SERVICE_MS + 600, () => ran.push('timer'));
    await processClock.advanceBy(10);
    server.tell({ rate: 0 });
    await nextReport();
    await processClock.advanceBy(10_000);
    expect(ran).toEqual([]);
    server.tell({ epoch: 3, rate: 59, nowMs: SERVICE_MS + 10 });
    await server.hasReports(server.reports.length + 1);
    await processClock.advanceBy(9);
    expect(ran).toEqual([]);
    await processClock.advanceBy(1);
    expect(ran).toEqual(['timer']);
  });

  test('never run synchronously, not even when they are due', async () => {
    const follower = await follow();
    let ran = false;
    follower.schedule(SERVICE_MS - 1, () => (ran = true));
    expect(ran).toBe(false);
    await processClock.advanceBy(0);
    expect(ran).toBe(true);
  });

  test('that a jump made due run after the jump was acknowledged', async () => {
    const follower = await follow();
    follower.schedule(SERVICE_MS + 60_000, () => activity.beginWaiting('me.1'));
    await nextReport();
    const before = server.reports.length;
    server.jump(2, 60_000);
    await server.hasReports(before + 2);
    expect(server.reports.slice(before)).toMatchObject([
      { epoch: 2, idle: false, waiting: [] },
      { epoch: 2, idle: true, waiting: ['me.1'], nextTimerMs: null },
    ]);
  });
});

describe('reports', () => {
  test.each<[string, (follower: WireClock) => unknown, Partial<ReportMessage>]>([
    ['work', () => activity.begin(), { idle: false }],
    ['work that has ended, and nothing to wait for', () => activity.begin()(), { idle: false }],
    ['a long poll', () => activity.beginWaiting('me.1'), { idle: true, waiting: ['me.1'] }],
    ['a poll that has ended', () => activity.beginWaiting('me.1')(), { idle: false, waiting: [] }],
    [
      'a poll beside work',
      () => [activity.begin(), activity.beginWaiting('me.1')],
      { idle: false, waiting: ['me.1'] },
    ],
  ])('%s', async (_name, act, expected) => {
    const follower = await follow();
    act(follower);
    const heartbeat = nextReport();
    await processClock.advanceBy(HEARTBEAT_MS);
    await heartbeat;
    expect(server.lastReport).toMatchObject({ epoch: 1, nextTimerMs: null, ...expected });
  });

  test('only news: idle with something else, and the first time that it is not idle', async () => {
    await follow();
    const before = server.reports.length;
    activity.beginWaiting('me.1');
    await server.hasReports(before + 1);
    const endWork = [activity.begin(), activity.begin()];
    await server.hasReports(before + 2);
    for (const end of endWork) {
      end();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await server.hasReports(before + 3);
    expect(server.reports.slice(before).map(({ idle }) => idle)).toEqual([true, false, true]);
  });

  test('the earliest timer, when the emulator has reached it for sure', async () => {
    const follower = await follow();
    follower.schedule(SERVICE_MS + 900, () => undefined);
    const cancel = follower.schedule(SERVICE_MS + 500, () => undefined);
    const report = await nextReport();
    expect(report).toMatchObject({ idle: true });
    expect(report?.nextTimerMs).toBeGreaterThan(SERVICE_MS + 500);
    expect(report?.nextTimerMs).toBeLessThanOrEqual(SERVICE_MS + 501);
    cancel();
    expect((await nextReport())?.nextTimerMs).toBeGreaterThan(SERVICE_MS + 900);
  });

  test('while busy for long only a timer that is now the next to stop at', async () => {
    const follower = await follow();
    activity.beginWaiting('me.1');
    await nextReport();
    activity.begin();
    await nextReport();
    const stops: (number | null | undefined)[] = [];
    const setTimer = async (afterMs: number): Promise<void> => {
      const before = server.reports.length;
      follower.schedule(follower.now() + afterMs, () => undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
      stops.push(
        ...server.reports.slice(before).map(({ nextTimerMs }) => (nextTimerMs ?? 0) - follower.now()),
      );
    };
    await setTimer(999);
    expect(stops).toEqual([]);
    await processClock.advanceBy(HEARTBEAT_MS);
    for (const afterMs of [300, 400, 200]) await setTimer(afterMs);
    expect(stops).toEqual([300.5, 200.5]);
    const before = server.reports.length;
    server.jump(2, 250);
    await server.hasReports(before + 2);
    expect(server.lastReport).toMatchObject({ epoch: 2, idle: false, nextTimerMs: follower.now() + 50.5 });
  });

  test('one for each turn of the event loop, of what is true at its end', async () => {
    await follow();
    const before = server.reports.length;
    for (let times = 0; times < 10; times += 1) activity.begin()();
    activity.beginWaiting('me.1');
    expect(await nextReport()).toMatchObject({ idle: true, waiting: ['me.1'] });
    expect(server.reports).toHaveLength(before + 1);
  });

  test('again every half second, so that silence means trouble', async () => {
    await follow();
    expect(HEARTBEAT_MS).toBeLessThan(2_000 / 3);
    for (const count of [2, 3, 4]) {
      await processClock.advanceBy(HEARTBEAT_MS);
      await server.hasReports(count);
    }
  });
});

describe('ending', () => {
  test('close leaves, settles closed, and keeps no timer', async () => {
    const follower = await follow();
    follower.schedule(SERVICE_MS + 10, () => undefined);
    await follower.close();
    await expect(follower.closed).resolves.toBeUndefined();
    expect(processClock.nextTimerMs).toBeUndefined();
  });

  test('a move that is on its way when it closes begins no timer again', async () => {
    const follower = await follow();
    follower.schedule(follower.now() + 3_600_000, () => undefined);
    const closed = follower.close();
    server.jump(2, 1_000, SERVICE_MS + 1_000);
    await closed;
    expect(processClock.nextTimerMs).toBeUndefined();
  });

  test('a lost connection settles closed, and ends the heartbeat', async () => {
    const follower = await follow();
    server.hangUp();
    await expect(follower.closed).resolves.toBeUndefined();
    expect(processClock.nextTimerMs).toBeUndefined();
    await expect(follower.close()).resolves.toBeUndefined();
  });
});
