import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start();
});
afterEach(() => stage.stop());

describe('SUBSCRIBE', () => {
  beforeEach(() => stage.connect());

  test('pushes what is there and what comes later (F7.subscribe)', async () => {
    await stage.put('before');
    stage.subscribe();
    expect((await stage.next()).body).toBe('before');
    await stage.put('later');
    expect((await stage.next()).body).toBe('later');
  });

  test('only the channel that it names', async () => {
    stage.subscribe({ destination: `${stage.queueId}/a` });
    await stage.put('b', 'b');
    await stage.put('a', 'a');
    expect(await stage.next()).toMatchObject({ body: 'a', headers: { destination: `${stage.queueId}/a` } });
    expect(await stage.counts()).toEqual([1, 1]);
  });

  test('the headers of 1.2 (F7.message, F7.ids)', async () => {
    const nowMs = stage.t.clock.now();
    stage.subscribe({ visibility: '60' });
    await stage.put('hello', 'ready');
    const { command, headers } = await stage.next();
    expect(command).toBe('MESSAGE');
    expect(headers).toEqual({
      subscription: 's',
      destination: `${stage.queueId}/ready`,
      'content-length': '5',
      'message-id': expect.stringMatching(/^\d{17,}$/),
      'oci-message-id': headers['message-id'],
      ack: expect.stringMatching(/^[\w-]{300}$/),
      'delivery-count': '1',
      'visible-after': `${nowMs + 60_000}`,
      'expire-after': `${nowMs + 3_600_000}`,
    });
    expect(Number.isSafeInteger(Number(headers['oci-message-id']))).toBe(false);
  });

  test.each(['1.0', '1.1'])('in %s the receipt is the message id (F7.message, F7.ack)', async (version) => {
    await stage.connect({ 'accept-version': version });
    stage.subscribe();
    await stage.put('hello');
    const { headers } = await stage.next();
    expect(headers['ack']).toBeUndefined();
    stage.send('ACK', { 'message-id': headers['message-id'], subscription: 's', receipt: '1' });
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT' });
    expect(await stage.counts()).toEqual([0, 0]);
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['no id (F7.subscribe)', { id: undefined }],
    ['another way to acknowledge (F7.subscribe)', { ack: 'auto' }],
    ['no way to acknowledge (F7.subscribe)', { ack: undefined }],
    ['a visibility of 0', { visibility: '0' }],
    ['a visibility beyond 12 hours', { visibility: '43201' }],
  ])('%s is refused', async (_name, wrong) => {
    stage.subscribe(wrong);
    expect((await stage.error()).headers).toMatchObject({ message: 'InvalidParameter' });
  });

  test('the same id twice is refused', async () => {
    stage.subscribe();
    stage.subscribe();
    expect((await stage.error()).body).toMatch(/has a subscription with this id/);
  });

  test('an unknown queue is refused', async () => {
    stage.subscribe({ destination: 'ocid1.queue.oc1..none' });
    expect((await stage.error()).headers).toMatchObject({ message: 'NotAuthorizedOrNotFound' });
  });

  test('a bounded number is pushed, and more when some are settled (F7.prefetch)', async () => {
    await stage.start({ limits: { stompWindow: 3 } });
    await stage.connect();
    for (const content of ['a', 'b', 'c', 'd']) await stage.put(content);
    stage.subscribe();
    const [first] = [await stage.next(), await stage.next(), await stage.next()];
    expect(await stage.counts()).toEqual([1, 3]);
    stage.send('ACK', { id: first.headers['ack'] });
    expect((await stage.next()).body).toBe('d');
  });

  test('a header for prefetch is refused (F7.prefetch)', async () => {
    stage.subscribe({ 'prefetch-count': '1' });
    expect((await stage.error()).headers).toMatchObject({ message: 'Unsupported' });
  });

  test.each<[string, (receipt: string) => Promise<unknown>]>([
    ['is deleted by REST', (messageReceipt) => stage.delete(messageReceipt)],
    ['is hidden by REST', (messageReceipt) => stage.hide(messageReceipt, 600)],
    ['has lapsed', async () => stage.t.clock.runFor(30_000)],
  ])('what %s makes room in the window', async (_name, settle) => {
    await stage.start({ limits: { stompWindow: 1 } });
    await stage.connect();
    await stage.put('a');
    await stage.put('b');
    stage.subscribe();
    await settle((await stage.next()).headers['ack'] ?? '');
    expect(['a', 'b']).toContain((await stage.next()).body);
  });

  test('visibility counts from the push, and a lapse wakes it when the clock is moved (F7.subscribe)', async () => {
    await stage.put('hello');
    stage.subscribe({ visibility: '1800' });
    expect((await stage.next()).headers['delivery-count']).toBe('1');
    stage.t.clock.runFor(1_799_000);
    expect(await stage.counts()).toEqual([0, 1]);
    stage.t.clock.jumpBy(1_000);
    expect(await stage.next()).toMatchObject({ body: 'hello', headers: { 'delivery-count': '2' } });
  });

  test('UNSUBSCRIBE ends it, and what was pushed can still be settled (F7.unsubscribe)', async () => {
    await stage.put('a');
    stage.subscribe();
    const { headers } = await stage.next();
    stage.send('UNSUBSCRIBE', { id: 's', receipt: 'u' });
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT' });
    await stage.put('b');
    stage.send('ACK', { id: headers['ack'], receipt: 'a' });
    expect(await stage.next()).toMatchObject({ headers: { 'receipt-id': 'a' } });
    expect(await stage.counts()).toEqual([1, 0]);
    stage.send('UNSUBSCRIBE', { id: 's' });
    expect((await stage.error()).body).toMatch(/no subscription with this id/);
  });

  test('a queue that is deleted ends it with an ERROR', async () => {
    stage.subscribe({ receipt: 's' });
    await stage.next();
    await stage.t.admin.deleteQueue({ queueId: stage.queueId });
    expect((await stage.error()).headers).toMatchObject({ message: 'NotAuthorizedOrNotFound' });
  });

  test('a subscription named as a request of a follower is a poll of it, until its first push', async () => {
    const { traffic } = stage.t.clock;
    stage.subscribe({ id: 'me.1' });
    await stage.t.clock.untilWaiting(1);
    await stage.put('hello');
    await stage.next();
    await stage.t.clock.untilWaiting(0);
    await stage.put('again');
    await stage.next();
    expect(traffic.filter((mark) => mark === 'w' || mark === 'a')).toEqual(['w', 'a']);
  });

  describe('custom properties', () => {
    const putOne = () =>
      stage.t.client.putMessages({
        queueId: stage.queueId,
        putMessagesDetails: {
          messages: [
            { content: 'x', metadata: { channelId: 'c', customProperties: { 'snoozeq-id': 'a:b' } } },
          ],
        },
      });

    test('are not shown (F7.metadata)', async () => {
      await putOne();
      stage.subscribe();
      const { headers } = await stage.next();
      expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
    });

    test('are shown and taken with a mode (F7.metadata)', async () => {
      await stage.start({ modes: { stompProperties: 'shown' } });
      await stage.connect();
      await putOne();
      stage.subscribe();
      expect((await stage.next()).headers).toMatchObject({ 'x-oci-custom-properties-snoozeq-id': 'a:b' });
      stage.send('UNSUBSCRIBE', { id: 's' });
      const destination = `${stage.queueId}/c`;
      stage.send('SEND', { destination, 'x-oci-custom-properties-k': 'v', receipt: '1' }, 'y');
      await stage.next();
      expect(await stage.get()).toMatchObject([
        { metadata: { channelId: 'c', customProperties: { k: 'v' } } },
      ]);
    });
  });
});
