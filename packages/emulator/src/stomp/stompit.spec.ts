import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connect as connectStompit, type Client } from 'stompit';
import { stompLogin } from '../spec-support/stomp-probe.js';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
let client: Client | undefined;
const socketOf = (of: Client): Socket => of.getTransportSocket() as Socket;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start();
});
afterEach(async () => {
  client?.getTransportSocket().destroy();
  await stage.stop();
});

const connect = (headers: Record<string, string> = {}): Promise<Client> =>
  new Promise((resolve, reject) => {
    const connectHeaders = { host: 'h', ...stompLogin(stage.t), 'heart-beat': '0,0', ...headers };
    const port = stage.t.emulator.stomp?.port ?? 0;
    connectStompit({ host: '127.0.0.1', port, connectHeaders }, (error, connected) => {
      if (error) return reject(error);
      client = connected;
      socketOf(connected).setNoDelay(true);
      return resolve(connected);
    });
  });
const sent = (to: Client, destination: string, body: string): Promise<void> =>
  new Promise((onReceipt, onError) => to.sendString({ destination }, body, { onReceipt, onError }));

interface Pushed {
  readonly body: string;
  readonly count: string;
  settle(how: 'ack' | 'nack'): Promise<void>;
}

/** The messages of the queue, one at a time. */
const subscribed = (from: Client): (() => Promise<Pushed>) => {
  const unread: Pushed[] = [];
  let give: ((message: Pushed) => void) | undefined;
  from.subscribe({ destination: stage.queueId, ack: 'client-individual' }, (error, message) => {
    if (error) return;
    const settle = (how: 'ack' | 'nack'): Promise<void> =>
      new Promise((onReceipt, onError) => from[how](message, {}, { onReceipt, onError }));
    message.readString('utf-8', (_error, body = '') => {
      const pushed = {
        body,
        count: String((message as { headers?: Record<string, string> }).headers?.['delivery-count']),
        settle,
      };
      if (give) give(pushed);
      else unread.push(pushed);
      give = undefined;
    });
  });
  return () => {
    const known = unread.shift();
    return known ? Promise.resolve(known) : new Promise((resolve) => (give = resolve));
  };
};

describe('stompit, unmodified', () => {
  test('sends, and REST gets the message', async () => {
    await sent(await connect(), stage.queueId, 'hello');
    expect(await stage.get()).toMatchObject([{ content: 'hello' }]);
  });

  test('is pushed what REST puts, gives it back and acknowledges it', async () => {
    const next = subscribed(await connect());
    await stage.put('hello');
    const first = await next();
    expect(first).toMatchObject({ body: 'hello', count: '1' });
    await first.settle('nack');
    const again = await next();
    expect(again).toMatchObject({ body: 'hello', count: '2' });
    await again.settle('ack');
    expect(await stage.counts()).toEqual([0, 0]);
  });

  test('agrees on heart-beats', async () => {
    const { headers } = (await connect({ 'heart-beat': '5000,5000' })) as Client & { headers: unknown };
    expect(headers).toMatchObject({ 'heart-beat': '5000,5000' });
  });

  test('is told of a wrong password', () =>
    expect(connect({ passcode: 'wrong' })).rejects.toThrow('NotAuthenticated'));

  test('is told of an unknown queue', async () =>
    expect(sent(await connect(), 'ocid1.queue.oc1..unknown', 'x')).rejects.toThrow(
      'NotAuthorizedOrNotFound',
    ));

  test('disconnects', async () => {
    const connected = await connect();
    await new Promise((resolve) => connected.disconnect(resolve));
    expect(socketOf(connected).destroyed).toBe(true);
  });
});
