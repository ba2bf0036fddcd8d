import { describe, expect, test } from '@jest/globals';
import type { OutgoingMessage } from '../contracts/message.js';
import type { QueueTransport, SendStatus } from '../contracts/transport.js';
import { QueueError, type QueueErrorCode } from '../errors.js';
import { sendApart } from './send-apart.js';

const stored = ({ content }: OutgoingMessage): SendStatus => ({ kind: 'stored', id: content });

/** Refuses every send that holds `bad`. */
const refusing = (code: QueueErrorCode, bad = 'bad') => {
  const sends: string[][] = [];
  const send: QueueTransport['send'] = async (messages) => {
    sends.push(messages.map(({ content }) => content));
    if (messages.some(({ content }) => content === bad)) throw new QueueError(code, 'no');
    return messages.map(stored);
  };
  return { sends, transport: { send } as QueueTransport };
};
const messages = (...contents: string[]): OutgoingMessage[] => contents.map((content) => ({ content }));

describe('sendApart', () => {
  test('one call when nothing is wrong', async () => {
    const { transport, sends } = refusing('malformed');
    expect(await sendApart(transport, messages('a', 'b'))).toEqual(messages('a', 'b').map(stored));
    expect(sends).toEqual([['a', 'b']]);
  });

  test.each<QueueErrorCode>(['too-large', 'malformed'])('%s: a bad message fails alone', async (code) => {
    const { transport } = refusing(code);
    const statuses = await sendApart(transport, messages('a', 'bad', 'c'));
    expect(statuses).toMatchObject([{ id: 'a' }, { kind: 'failed', error: { code } }, { id: 'c' }]);
  });

  test.each<QueueErrorCode>(['throttled', 'unavailable', 'unauthorised', 'closed'])(
    '%s: is about no message, so the batch stays together',
    async (code) => {
      const { transport, sends } = refusing(code);
      await expect(sendApart(transport, messages('a', 'bad'))).rejects.toMatchObject({ code });
      expect(sends).toHaveLength(1);
    },
  );

  test('one message alone is not sent twice', async () => {
    const { transport, sends } = refusing('malformed');
    await expect(sendApart(transport, messages('bad'))).rejects.toMatchObject({ code: 'malformed' });
    expect(sends).toHaveLength(1);
  });
});
