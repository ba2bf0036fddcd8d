import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock, type EpochMs } from '@snoozeq/core';
import { CLOCK_PATH, ClockObserver, type WireClock } from '@snoozeq/wire-clock';
import type { WebSocket } from 'ws';
import { ClockServer } from '../spec-support/clock-server.js';

const HOUR_MS = 3_600_000;
/** Wide: what must hold is the order of two clocks, not the speed of this machine. */
const NEAR_MS = 250;

let server: ClockServer;
beforeEach(async () => {
  server = await ClockServer.start();
});
afterEach(() => server.stop());

const passReal = (durationMs: number): Promise<void> =>
  new Promise((resolve) => systemClock.schedule(systemClock.now() + durationMs, resolve));
/** Resolves when queue time has come to `atMs` at the follower. */
const reached = (follower: WireClock, atMs: EpochMs): Promise<void> =>
  new Promise((resolve) => follower.schedule(atMs, resolve));
/** Resolves when no jump is under way. */
const arrived = async (): Promise<void> => {
  while (server.clock.moving) await server.clock.moving;
};

describe('a follower', () => {
  test('is never ahead of the clock, and not far behind', async () => {
    const follower = await server.follow('a');
    const check = (): void => {
      const [seenMs, realMs] = [follower.now(), server.clock.now()];
      expect(seenMs).toBeLessThanOrEqual(realMs);
      expect(realMs - seenMs).toBeLessThan(NEAR_MS);
    };
    for (let jumps = 1; jumps <= 5; jumps += 1) {
      for (let times = 0; times < 20; times += 1) check();
      await passReal(1);
      await reached(follower, server.clock.now() + HOUR_MS);
      expect(server.jumpsMs).toHaveLength(jumps);
      check();
    }
  });

  test('knows the new time before messages lapse and polls are answered', async () => {
    const follower = await server.follow('a');
    const atMs = server.clock.now() + HOUR_MS;
    const seen: number[] = [];
    server.clock.onMoved(() => seen.push(follower.now()));
    await reached(follower, atMs);
    await arrived();
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeGreaterThanOrEqual(atMs);
  });

  test('is waited for by the others', async () => {
    const [a, b] = [await server.follow('a'), await server.follow('b')];
    const endWork = b.activity.begin();
    const due = reached(a, a.now() + HOUR_MS);
    await passReal(100);
    expect(server.jumpsMs).toEqual([]);
    const stopWaiting = b.activity.beginWaiting('b.1');
    server.clock.requestReceived('b.1', false);
    server.clock.requestReceived('b.1', true);
    endWork();
    await due;
    await arrived();
    expect(server.jumpsMs).toHaveLength(1);
    expect(Math.abs(b.now() - a.now())).toBeLessThan(NEAR_MS);
    stopWaiting();
  });

  test.each([
    ['closes', (socket: WebSocket) => socket.close()],
    ['breaks off', (socket: WebSocket) => socket.terminate()],
  ])('has no say any more once its connection %s', async (_how, end) => {
    const follower = await server.follow('a');
    const other = await server.connect();
    other.send({ type: 'hello', name: 'b' });
    other.send({ type: 'report', epoch: 1, idle: false, waiting: [], nextTimerMs: null });
    await other.hasHeard(1);
    const due = reached(follower, follower.now() + HOUR_MS);
    await passReal(50);
    expect(server.jumpsMs).toEqual([]);
    end(other.socket);
    await due;
    expect(server.jumpsMs).toHaveLength(1);
  });

  test('learns that the emulator has stopped', async () => {
    const follower = await server.follow('a');
    server.stopServing();
    await expect(follower.closed).resolves.toBeUndefined();
  });
});

describe('an observer', () => {
  test('hears the time when it asks, is not told about jumps, and is not waited for', async () => {
    const observer = await server.connect();
    observer.send({ type: 'ask' });
    await observer.hasHeard(1);
    expect(observer.heard[0]).toMatchObject({ type: 'time', epoch: 1, jumpMs: 0 });
    const follower = await server.follow('a');
    const atMs = follower.now() + HOUR_MS;
    await reached(follower, atMs);
    observer.send({ type: 'ask' });
    await observer.hasHeard(2);
    expect(observer.heard[1]).toMatchObject({ type: 'time', epoch: 2, jumpMs: 0 });
    expect(observer.heard[1]?.nowMs).toBeGreaterThanOrEqual(atMs);
    observer.socket.terminate();
  });

  test('of the library knows the time that it asked for, and may forbid jumps', async () => {
    const observer = await ClockObserver.connect(`http://127.0.0.1:${server.port}`);
    const follower = await server.follow('a');
    const atMs = server.clock.now() + HOUR_MS;
    await reached(follower, atMs);
    observer.look();
    await passReal(20);
    expect(observer.look()).toBeGreaterThanOrEqual(atMs);
    observer.allowSkipping(false);
    await passReal(20);
    expect(server.clock.isSkipping).toBe(false);
    observer.close();
  });

  test('may forbid jumps and allow them again', async () => {
    const observer = await server.connect();
    const follower = await server.follow('a');
    observer.send({ type: 'skipping', enabled: false });
    observer.send({ type: 'ask' });
    await observer.hasHeard(1);
    const due = reached(follower, follower.now() + HOUR_MS);
    await passReal(50);
    expect(server.jumpsMs).toEqual([]);
    observer.send({ type: 'skipping', enabled: true });
    await due;
    observer.socket.terminate();
  });

  test('cannot report', async () => {
    const observer = await server.connect();
    observer.send({ type: 'report', epoch: 1, idle: true, waiting: [], nextTimerMs: server.clock.now() + 5 });
    observer.send({ type: 'ask' });
    await observer.hasHeard(1);
    await passReal(10);
    expect(server.jumpsMs).toEqual([]);
    observer.socket.terminate();
  });
});

describe('who may connect', () => {
  test.each([
    ['a page of a browser', CLOCK_PATH, { origin: 'http://localhost:3000' }],
    ['a name that was rebound to this address', CLOCK_PATH, { headers: { host: 'evil.example:80' } }],
    ['a tool that asks for another path', '/', {}],
  ])('%s gets 403', async (_name, path, options) => {
    const socket = server.socketTo(path, options);
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
    socket.on('error', () => undefined).terminate();
  });

  test('a client that is refused and resets its connection does no harm', async () => {
    const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket, 'data');
    socket.resetAndDestroy();
    await passReal(50);
    await expect(server.follow('a')).resolves.toBeDefined();
  });
});

describe('what is no message of the protocol', () => {
  test.each([
    ['no JSON', 'hello', 1008],
    ['null', 'null', 1008],
    ['a list', '[]', 1008],
    ['no type', '{}', 1008],
    ['an unknown type', '{"type":"jump"}', 1008],
    ['a hello without a name', '{"type":"hello"}', 1008],
    ['a report without fields', '{"type":"report"}', 1008],
    [
      'a poll without a name',
      '{"type":"report","epoch":1,"idle":true,"waiting":[7],"nextTimerMs":null}',
      1008,
    ],
    [
      'a timer that is a text',
      '{"type":"report","epoch":1,"idle":true,"waiting":[],"nextTimerMs":"5"}',
      1008,
    ],
    ['a switch that is no switch', '{"type":"skipping","enabled":"yes"}', 1008],
    ['too much of it', `{"type":"hello","name":"${'x'.repeat(20_000)}"}`, 1009],
  ])('%s closes the connection, and no other one', async (_name, text, code) => {
    const follower = await server.follow('a');
    const connection = await server.connect();
    connection.send({ type: 'hello', name: 'b' });
    await connection.hasHeard(1);
    connection.send(text);
    const [closedWith] = (await once(connection.socket, 'close')) as [number];
    expect(closedWith).toBe(code);
    await reached(follower, follower.now() + HOUR_MS);
    expect(server.jumpsMs).toHaveLength(1);
  });
});
