import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start();
});
afterEach(() => stage.stop());

describe('the end', () => {
  test('DISCONNECT is confirmed, then the connection ends; its leases go on (F7.receipt)', async () => {
    await stage.connect();
    await stage.put('hello');
    stage.subscribe();
    await stage.next();
    stage.send('DISCONNECT', { receipt: 'bye' });
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT', headers: { 'receipt-id': 'bye' } });
    await stage.probe.ended;
    expect(await stage.counts()).toEqual([0, 1]);
  });

  test('a subscription whose client has gone leases nothing', async () => {
    await stage.connect();
    stage.subscribe({ receipt: 's' });
    await stage.next();
    stage.probe.close();
    await stage.probe.ended;
    while (stage.t.emulator.queues.live(stage.queueId).waitingPolls > 0) await new Promise(setImmediate);
    await stage.put('hello');
    expect(await stage.counts()).toEqual([1, 0]);
  });

  test('the emulator can be closed while clients are connected', async () => {
    await stage.connect();
    stage.subscribe({ receipt: 's' });
    await stage.next();
    await stage.t.emulator.close();
    await stage.probe.ended;
  });
});
