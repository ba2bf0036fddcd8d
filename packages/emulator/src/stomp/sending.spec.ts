import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { frameText } from '../spec-support/stomp-probe.js';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start();
});
afterEach(() => stage.stop());

describe('SEND', () => {
  beforeEach(() => stage.connect());

  test('to a queue: the RECEIPT comes when REST can get the message (F7.send)', async () => {
    stage.send('SEND', { destination: stage.queueId, receipt: 'r:1'.replace(':', '\\c') }, 'hello');
    expect(await stage.next()).toEqual({ command: 'RECEIPT', headers: { 'receipt-id': 'r:1' }, body: '' });
    expect(await stage.get()).toMatchObject([{ content: 'hello', deliveryCount: 1 }]);
  });

  test('to a channel (F7.send)', async () => {
    stage.send('SEND', { destination: `${stage.queueId}/ready`, receipt: '1' }, 'hello');
    await stage.next();
    expect(await stage.get()).toMatchObject([{ content: 'hello', metadata: { channelId: 'ready' } }]);
  });

  test('a NUL and other characters arrive as they are', async () => {
    const body = 'a\0b "é" 🕐\n';
    const headers = {
      destination: stage.queueId,
      receipt: '1',
      'content-length': `${Buffer.byteLength(body)}`,
    };
    stage.send('SEND', headers, body);
    await stage.next();
    expect(await stage.get()).toMatchObject([{ content: body }]);
  });

  test.each<[string, () => [Record<string, string>, (string | undefined)?], string]>([
    [
      'an unknown queue (F7.send)',
      () => [{ destination: 'ocid1.queue.oc1..none' }],
      'NotAuthorizedOrNotFound',
    ],
    ['no destination', () => [{}], 'InvalidParameter'],
    [
      'a channel that is too long',
      () => [{ destination: `${stage.queueId}/${'c'.repeat(65)}` }],
      'InvalidParameter',
    ],
    [
      'a transaction (F7.unsupported)',
      () => [{ destination: stage.queueId, transaction: 't' }],
      'Unsupported',
    ],
    [
      'a header of its own (F7.unsupported)',
      () => [{ destination: stage.queueId, mine: 'x' }],
      'Unsupported',
    ],
    [
      'a custom property (F7.unsupported, F7.metadata)',
      () => [{ destination: stage.queueId, 'x-oci-custom-properties-a': 'x' }],
      'Unsupported',
    ],
    [
      'too long a body',
      () => [{ destination: stage.queueId }, 'x'.repeat(256 * 1_024 + 1)],
      'InvalidParameter',
    ],
    [
      'a consumer group (F7.group)',
      () => [{ destination: stage.queueId, 'consumer-group-id': 'g' }],
      'Unsupported',
    ],
  ])('%s is an ERROR that names the receipt, then the end', async (_name, message, summary) => {
    const [headers, body] = message();
    stage.send('SEND', { ...headers, receipt: '7' }, body);
    const frame = await stage.error();
    expect(frame.headers).toMatchObject({
      message: summary,
      'receipt-id': '7',
    });
    expect(frame.body).toContain(summary);
    expect(await stage.get()).toEqual([]);
  });

  test.each(['BEGIN', 'COMMIT', 'ABORT'])(
    '%s is an ERROR, then the end (F7.unsupported)',
    async (command) => {
      stage.send(command, { transaction: 't' });
      expect((await stage.error()).headers).toMatchObject({ message: 'Unsupported' });
    },
  );

  test('the frames before a wrong one are done, those behind it are not', async () => {
    const send = (body: string, more = {}) =>
      frameText('SEND', { destination: stage.queueId, ...more }, body);
    stage.probe.send(send('a', { receipt: 'a' }) + send('b', { mine: 'x' }) + send('c'));
    expect(await stage.next()).toMatchObject({ command: 'RECEIPT', headers: { 'receipt-id': 'a' } });
    await stage.error();
    expect(await stage.get()).toMatchObject([{ content: 'a' }]);
  });

  test('a queue that is full refuses it', async () => {
    await stage.start({ limits: { queueBytes: 3 } });
    await stage.connect();
    stage.send('SEND', { destination: stage.queueId }, 'four');
    expect((await stage.error()).headers).toMatchObject({ message: 'LimitExceeded' });
  });
});
