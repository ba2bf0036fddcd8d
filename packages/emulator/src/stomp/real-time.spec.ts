import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { frameText } from '../spec-support/stomp-probe.js';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start();
});
afterEach(() => stage.stop());

describe('in real time', () => {
  const realClock = new VirtualClock();
  beforeEach(() => stage.start({ stomp: { port: 0 }, realClock, auth: 'off' }));
  const pass = async (ms: number): Promise<void> => {
    await realClock.advanceBy(ms);
  };

  test('heart-beats come as they are asked for (F7.heart-beat)', async () => {
    await stage.connect({ 'heart-beat': '0,1000' });
    for (let beats = 1; beats <= 3; beats += 1) {
      await pass(1_000);
      while (stage.probe.heartBeats < beats) await new Promise(setImmediate);
    }
    expect(stage.probe.heartBeats).toBe(3);
  });

  test('a client that promises them is missed when they stay away (F7.heart-beat)', async () => {
    await stage.connect({ 'heart-beat': '1000,0' });
    await pass(1_000);
    stage.send('SEND', { destination: stage.queueId, receipt: '1' }, 'x');
    await stage.next();
    await pass(1_000);
    expect(stage.probe.socket.readyState).toBe('open');
    await pass(1_000);
    expect((await stage.error()).headers).toMatchObject({ message: 'HeartBeatMissed' });
  });

  test('with a mode there are none (F7.heart-beat)', async () => {
    await stage.start({ realClock, auth: 'off', modes: { stompHeartBeat: 'none' } });
    await stage.open();
    stage.send('CONNECT', { 'heart-beat': '1000,1000' });
    expect((await stage.next()).headers).toMatchObject({ 'heart-beat': '0,0' });
  });

  test('a client that does not log in is sent away', async () => {
    await stage.open();
    stage.probe.send('CONNECT\n');
    await new Promise(setImmediate);
    await pass(10_000);
    expect((await stage.error()).headers).toMatchObject({ message: 'Timeout' });
  });

  test('a frame that never ends is given up, however many bytes come', async () => {
    await stage.connect();
    stage.probe.send(
      frameText('SEND', { destination: stage.queueId, receipt: '1' }, 'x') + 'SEND\ndestination:',
    );
    await stage.next();
    for (let passed = 0; passed < 60; passed += 10) {
      stage.probe.send('x');
      await pass(10_000);
    }
    expect((await stage.error()).headers).toMatchObject({ message: 'Timeout' });
  });

  test('no more bytes pass than the rate of a connection allows (F7.rate)', async () => {
    await stage.start({ realClock, auth: 'off', limits: { stompRate: 1_000 } });
    await stage.connect();
    const send = (receipt: string) =>
      frameText('SEND', { destination: stage.queueId, receipt }, 'x'.repeat(3_000));
    stage.probe.send(send('1'));
    expect((await stage.next()).headers['receipt-id']).toBe('1');
    stage.probe.send(send('2'));
    await pass(1_000);
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    expect(stage.probe.unread).toEqual([]);
    await pass(2_000);
    expect((await stage.next()).headers['receipt-id']).toBe('2');
  });
});

test('a client that does not read is given no more than the buffers hold (F7.prefetch)', async () => {
  const messages = 1_000;
  await stage.start({ limits: { stompWindow: 'off', inRate: 'off', outRate: 'off', stompRate: 'off' } });
  await stage.connect();
  stage.probe.socket.pause();
  const content = 'x'.repeat(16_000);
  stage.t.emulator.queues.live(stage.queueId).put(Array.from({ length: messages }, () => ({ content })));
  stage.subscribe();
  let [before, unchanged] = [0, 0];
  while (unchanged < 20) {
    const [, inFlight] = await stage.counts();
    unchanged = inFlight === before && inFlight > 0 ? unchanged + 1 : 0;
    before = inFlight;
  }
  expect(before).toBeLessThan(messages);
  stage.probe.socket.resume();
  while ((await stage.counts())[1] === before) await stage.next();
});
