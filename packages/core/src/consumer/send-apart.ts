import type { OutgoingMessage } from '../contracts/message.js';
import type { QueueTransport, SendStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';

/** What is wrong with a message and not with the service or the moment. */
const ABOUT_A_MESSAGE: ReadonlySet<string> = new Set(['too-large', 'malformed']);

/** Sends a batch; when it is refused for what is in it, each message alone, so that a bad one does not hold back its neighbours. */
export const sendApart = async (
  transport: QueueTransport,
  messages: readonly OutgoingMessage[],
): Promise<readonly SendStatus[]> => {
  try {
    return await transport.send(messages);
  } catch (thrown) {
    const error = QueueError.from(thrown);
    if (messages.length === 1 || !ABOUT_A_MESSAGE.has(error.code)) throw error;
    return Promise.all(messages.map((message) => sendAlone(transport, message)));
  }
};

const sendAlone = async (transport: QueueTransport, message: OutgoingMessage): Promise<SendStatus> => {
  try {
    const [status] = await transport.send([message]);
    return (
      status ?? {
        kind: 'failed',
        error: new QueueError('unavailable', 'The service answered for no message.'),
      }
    );
  } catch (thrown) {
    return { kind: 'failed', error: QueueError.from(thrown) };
  }
};
