import { afterEach, expect, test } from '@jest/globals';
import type { QueueTransport } from '@snoozeq/core';
import { systemClock } from '@snoozeq/core/base';
import { createStompTransport } from './stomp-transport.js';
import {
  CONNECTED,
  messageFor,
  receiptFor,
  scriptedBroker,
  type Answer,
} from './test-support/scripted-broker.js';

const REQUEST = { limit: 2, waitMs: 5_000, leaseMs: 30_000 };

let broker: Awaited<ReturnType<typeof scriptedBroker>>;
let transport: QueueTransport;
afterEach(async () => {
  await transport.close();
  await broker.close();
});

const connect = async (answer: Answer): Promise<void> => {
  broker = await scriptedBroker(answer);
  transport = createStompTransport({
    ...{ queueId: 'q', host: '127.0.0.1', port: broker.port, tls: 'off', login: 't/u', authToken: 't' },
    processClock: systemClock,
  });
};

const receive = async (): Promise<readonly string[]> =>
  (await transport.receive(REQUEST)).map(({ message }) => message.content);

test('what is pushed between an UNSUBSCRIBE and its confirmation is the answer of the next receive', async () => {
  let subscriptions = 0;
  await connect((frame) => {
    const { id = '' } = frame.headers;
    switch (frame.command) {
      case 'CONNECT':
        return [CONNECTED];
      case 'SUBSCRIBE':
        subscriptions += 1;
        return [receiptFor(frame), messageFor(id, 'a')];
      case 'UNSUBSCRIBE':
        return [messageFor(id, 'b'), messageFor(id, 'c'), messageFor(id, 'd'), receiptFor(frame)];
      default:
        return [receiptFor(frame)];
    }
  });
  expect(await receive()).toEqual(['a', 'b']);
  expect(await receive()).toEqual(['c', 'd']);
  expect(subscriptions).toBe(1);
});

test('what is pushed after that confirmation is given back', async () => {
  const nacked: string[] = [];
  let givenBack: () => void;
  const all = new Promise<void>((resolve) => (givenBack = resolve));
  await connect((frame) => {
    const { id = '' } = frame.headers;
    switch (frame.command) {
      case 'CONNECT':
        return [CONNECTED];
      case 'SUBSCRIBE':
        return [receiptFor(frame), messageFor(id, 'a')];
      case 'UNSUBSCRIBE':
        return [receiptFor(frame), messageFor(id, 'b')];
      case 'NACK':
        nacked.push(id);
        givenBack();
        return [];
      default:
        return [receiptFor(frame)];
    }
  });
  expect(await receive()).toEqual(['a']);
  await all;
  expect(nacked).toEqual(['receipt-b']);
});
