import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clockControl, type ClockControl } from '@snoozeq/wire-clock';
import { TestClock } from '../spec-support/test-clock.js';
import { startEmulator, type Emulator } from '../start-emulator.js';
import { SkippingClock } from './emulator-clock.js';

const START_MS = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;

let emulator: Emulator;
let clock: SkippingClock;
let control: ClockControl;
beforeEach(async () => {
  clock = new SkippingClock({ startMs: START_MS, isFrozen: true });
  emulator = await startEmulator({ auth: 'off', clock });
  control = clockControl(emulator.origin);
});
afterEach(async () => {
  await emulator.close();
  clock.close();
});

const send = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${emulator.origin}/_emulator/clock${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const post = (path: string, body?: string) =>
  send(path, { method: 'POST', ...(body !== undefined && { body }) });

describe('the clock', () => {
  test('is shown', async () => {
    clock.schedule(START_MS + HOUR_MS, () => undefined);
    clock.join('a');
    clock.report('b', { epoch: 1, idle: true, waiting: ['b.1', 'b.2'], nextTimerMs: START_MS + 7.5 });
    expect(await send('')).toEqual({
      status: 200,
      body: {
        now: '2026-01-05T00:00:00.000Z',
        nowMs: START_MS,
        rate: 1,
        isFrozen: true,
        isSkipping: false,
        nextEventAtMs: START_MS + 8,
        participants: [
          { name: 'a', state: 'busy', polls: 0, nextTimerMs: null },
          { name: 'b', state: 'idle', polls: 2, nextTimerMs: START_MS + 8 },
        ],
      },
    });
  });

  test('stands still, goes on, at another rate, and may be allowed to skip', async () => {
    expect(await control.look()).toMatchObject({
      rate: 1,
      isFrozen: true,
      isSkipping: false,
      nextEventAtMs: null,
    });
    expect(await control.scale(60)).toMatchObject({ rate: 60, isFrozen: true });
    expect(await control.skip(true)).toMatchObject({ isSkipping: true });
    expect(await control.resume()).toMatchObject({ rate: 60, isFrozen: false });
    expect(clock.course).toEqual({ rate: 60, isFrozen: false });
    expect(await control.freeze()).toMatchObject({ rate: 60, isFrozen: true });
  });

  test('is sent ahead', async () => {
    clock.schedule(START_MS + 6 * HOUR_MS, () => undefined);
    expect(await control.advance(1_500)).toMatchObject({ nowMs: START_MS + 1_500, movedMs: 1_500 });
    expect(await control.advance('PT1H')).toMatchObject({ movedMs: HOUR_MS });
    expect(await control.set('2026-01-05T03:00:00+01:00')).toMatchObject({ nowMs: START_MS + 2 * HOUR_MS });
    expect(await control.set(START_MS + 3 * HOUR_MS)).toMatchObject({ movedMs: HOUR_MS });
    expect(await control.next()).toMatchObject({ nowMs: START_MS + 6 * HOUR_MS, movedMs: 3 * HOUR_MS });
    expect(await control.next()).toMatchObject({ movedMs: 0, nextEventAtMs: null });
  });

  test('may be set to where it is', async () => {
    expect(await control.set(START_MS)).toMatchObject({ movedMs: 0 });
  });

  test.each([
    ['nothing', undefined],
    ['an empty object', '{}'],
  ])('commands without fields take %s', async (_name, body) => {
    expect((await post('/next', body)).status).toBe(200);
  });
});

describe('what is refused', () => {
  test.each<[string, string, number, string]>([
    [
      '/set',
      '{"at":"2026-01-04T23:59:59.999Z"}',
      409,
      'body.at is 2026-01-04T23:59:59.999Z, but the clock is at 2026-01-05T00:00:00.000Z and never goes back',
    ],
    ['/set', '{"at":"2026-02-30T00:00:00Z"}', 400, '"2026-02-30T00:00:00Z"'],
    ['/set', '{"at":1767571200000}', 400, 'body.at is 1767571200000'],
    ['/set', '{}', 400, 'body.at is missing'],
    ['/advance', '{}', 400, 'missing'],
    ['/advance', '{"ms":-1}', 400, 'body.ms is -1'],
    ['/advance', '{"ms":0.5}', 400, 'body.ms is 0.5'],
    ['/advance', '{"ms":253402300799999}', 400, 'after 9999-12-31'],
    ['/advance', '{"duration":"12h"}', 400, '"12h"'],
    ['/advance', '{"duration":"P1M"}', 400, 'PT12H'],
    ['/advance', '{"duration":"P99999999999999W"}', 400, 'after 9999-12-31'],
    ['/advance', '{"ms":1,"duration":"PT1S"}', 400, 'both'],
    ['/scale', '{"rate":0}', 400, 'body.rate is 0. Write a number from 0.001 to 10000'],
    ['/scale', '{"rate":1e9}', 400, 'body.rate is 1000000000'],
    ['/scale', '{"rate":"2"}', 400, 'body.rate is "2"'],
    ['/scale', '{}', 400, 'body.rate is missing'],
    ['/skip', '{"enabled":1}', 400, 'true or false'],
    ['/freeze', '{"for":"ever"}', 400, '"for"'],
    ['/freeze', '[]', 400, 'body is a list of 0'],
    ['/freeze', '{', 400, 'not JSON'],
    ['/stop', '{}', 404, 'no operation'],
  ])('%s with %s', async (path, body, status, message) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.body['message']).toContain(message);
    expect(await control.look()).toMatchObject({
      nowMs: START_MS,
      isFrozen: true,
      isSkipping: false,
      rate: 1,
    });
  });

  test.each([
    ['a page of a browser', { origin: 'http://localhost:3000' }],
    ['a name that was rebound to this address', { host: 'evil.example:80' }],
  ])('%s', async (_name, headers) => {
    const status = await new Promise((resolve, reject) => {
      const options = { method: 'POST', headers };
      request(`${emulator.origin}/_emulator/clock/resume`, options, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
    expect(clock.course.isFrozen).toBe(true);
  });

  test('every command, on a clock that cannot be moved', async () => {
    const other = await startEmulator({ auth: 'off', clock: new TestClock() });
    await expect(clockControl(other.origin).freeze()).rejects.toMatchObject({ code: 'not-found' });
    await other.close();
  });
});

test('the clock can be looked at while a command waits for a follower, which is then told of commands in their order', async () => {
  const heard: number[] = [];
  const acknowledge = (epoch: number): void =>
    clock.report('a', { epoch, idle: true, waiting: ['a.1'], nextTimerMs: null });
  clock.requestReceived('a.1', true);
  acknowledge(1);
  clock.listen(({ epoch, rate }) => heard.push(rate) && heard.length > 1 && acknowledge(epoch));
  const [resumed, scaled] = [control.resume(), control.scale(60)];
  while (heard.length === 0) await control.look();
  expect(await control.look()).toMatchObject({
    nowMs: START_MS,
    participants: [{ name: 'a', state: 'idle' }],
  });
  expect(heard).toEqual([1]);
  acknowledge(2);
  expect(await resumed).toMatchObject({ isFrozen: false });
  expect(await scaled).toMatchObject({ rate: 60 });
  expect(heard).toEqual([1, 60]);
});

test('a caller that hangs up ends the way of time where it is', async () => {
  const gone = new AbortController();
  const stepOn = (): void => {
    if (clock.now() >= START_MS + 5_000) gone.abort();
    clock.schedule(clock.now() + 1_000, stepOn);
  };
  stepOn();
  await expect(
    fetch(`${emulator.origin}/_emulator/clock/advance`, {
      method: 'POST',
      body: '{"duration":"P9999D"}',
      signal: gone.signal,
    }),
  ).rejects.toThrow();
  const { nowMs } = await control.freeze();
  expect(nowMs).toBeGreaterThanOrEqual(START_MS + 5_000);
  expect(nowMs).toBeLessThan(START_MS + 9_000 * HOUR_MS);
});
