import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { frameText } from '../spec-support/stomp-probe.js';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start();
});
afterEach(() => stage.stop());

describe('ACK and NACK', () => {
  const pushed = async (): Promise<string> => {
    await stage.put('hello');
    stage.subscribe();
    return (await stage.next()).headers['ack'] ?? '';
  };

  test('ACK deletes (F7.ack, F7.receipt)', async () => {
    await stage.connect();
    stage.send('ACK', { id: await pushed(), receipt: '1' });
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT', headers: { 'receipt-id': '1' } });
    expect(await stage.counts()).toEqual([0, 0]);
  });

  test('NACK makes it visible at once (F7.nack)', async () => {
    await stage.connect();
    stage.send('NACK', { id: await pushed() });
    expect(await stage.next()).toMatchObject({ body: 'hello', headers: { 'delivery-count': '2' } });
  });

  test('neither can hide for a while (F7.no-update)', async () => {
    await stage.connect();
    stage.send('NACK', { id: await pushed(), visibility: '60' });
    expect((await stage.error()).headers).toMatchObject({ message: 'Unsupported' });
  });

  test('a receipt is good on both faces (F7.message)', async () => {
    await stage.connect();
    const messageReceipt = await pushed();
    await stage.hide(messageReceipt, 600);
    stage.t.clock.runFor(599_000);
    stage.send('ACK', { id: messageReceipt, receipt: '1' });
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT' });
    await stage.put('by REST');
    stage.send('UNSUBSCRIBE', { id: 's' });
    const { headers } = await stage.next();
    stage.send('NACK', { id: headers['ack'], receipt: '2' });
    await stage.next();
    const [message] = await stage.get();
    stage.send('ACK', { id: message?.receipt, receipt: '3' });
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT', headers: { 'receipt-id': '3' } });
    expect(await stage.counts()).toEqual([0, 0]);
  });

  test('a stale one is an ERROR, and with a mode it is passed over (F7.stale-ack)', async () => {
    await stage.connect();
    const ack = await pushed();
    stage.probe.send(frameText('ACK', { id: ack }) + frameText('ACK', { id: ack }));
    expect((await stage.error()).headers).toMatchObject({ message: 'Conflict' });
    await stage.start({ modes: { stompStaleAck: 'ignored' } });
    await stage.connect();
    const other = await pushed();
    stage.probe.send(frameText('ACK', { id: other }) + frameText('ACK', { id: other, receipt: '2' }));
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT' });
  });

  test('one that was never issued is an ERROR (F7.error)', async () => {
    await stage.connect();
    stage.send('ACK', { id: 'nonsense', receipt: '9' });
    expect(await stage.error()).toMatchObject({
      headers: { message: 'InvalidParameter', 'receipt-id': '9', 'content-length': expect.any(String) },
      body: expect.stringMatching(/^InvalidParameter: The receipt was not issued/),
    });
  });
});
