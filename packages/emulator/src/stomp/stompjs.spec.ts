import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Client, type IFrame, type IMessage } from '@stomp/stompjs';
import { stompLogin } from '../spec-support/stomp-probe.js';
import { StompStage } from '../spec-support/stomp-stage.js';
import { tcpWebSocket, type TcpPlace } from '../spec-support/tcp-web-socket.js';

const stage = new StompStage();
let client: Client;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start({ stomp: { port: 0, tlsPort: 0 } });
});
afterEach(async () => {
  await client.deactivate();
  await stage.stop();
});

/** Resolves with the first frame: CONNECTED or ERROR. */
const connect = (place: TcpPlace, headers: Record<string, string> = {}, heartBeatMs = 0): Promise<IFrame> => {
  client = new Client({
    webSocketFactory: () => tcpWebSocket(place),
    connectHeaders: { ...stompLogin(stage.t), ...headers },
    reconnectDelay: 0,
    heartbeatIncoming: heartBeatMs,
    heartbeatOutgoing: heartBeatMs,
    forceBinaryWSFrames: true,
  });
  return new Promise((resolve) => {
    client.onConnect = client.onStompError = resolve;
    client.activate();
  });
};
const tcp = (): TcpPlace => ({ port: stage.t.emulator.stomp?.port ?? 0 });
const failed = (): Promise<IFrame> => new Promise((resolve) => (client.onStompError = resolve));
const sent = (body: string): Promise<IFrame> =>
  new Promise((resolve) => {
    client.watchForReceipt(body, resolve);
    client.publish({ destination: stage.queueId, headers: { receipt: body }, body });
  });
/** The messages of the queue, one at a time. */
const subscribed = (): (() => Promise<IMessage>) => {
  const unread: IMessage[] = [];
  let give: ((message: IMessage) => void) | undefined;
  client.subscribe(
    stage.queueId,
    (message) => {
      if (give) give(message);
      else unread.push(message);
      give = undefined;
    },
    { id: 's', ack: 'client-individual', visibility: '60' },
  );
  return () => {
    const known = unread.shift();
    return known ? Promise.resolve(known) : new Promise((resolve) => (give = resolve));
  };
};

describe('@stomp/stompjs, unmodified', () => {
  test('sends, and REST gets the message', async () => {
    expect((await connect(tcp())).headers).toMatchObject({ version: '1.2' });
    expect((await sent('hello')).headers).toMatchObject({ 'receipt-id': 'hello' });
    expect(await stage.get()).toMatchObject([{ content: 'hello' }]);
  });

  test('is pushed what REST puts, gives it back and acknowledges it', async () => {
    await connect(tcp());
    const next = subscribed();
    await stage.put('hello');
    const first = await next();
    expect(first.body).toBe('hello');
    first.nack();
    const again = await next();
    expect(again.headers).toMatchObject({ 'delivery-count': '2' });
    again.ack();
    await sent('behind it');
    expect((await next()).body).toBe('behind it');
    expect(await stage.counts()).toEqual([0, 1]);
  });

  test('speaks over TLS, trusting the certificate that the emulator made (F7.port)', async () => {
    const { tlsPort = 0, certificateFile = '' } = stage.t.emulator.stomp ?? {};
    expect((await connect({ port: tlsPort, ca: readFileSync(certificateFile, 'utf8') })).command).toBe(
      'CONNECTED',
    );
    expect((await sent('hello')).command).toBe('RECEIPT');
  });

  test('agrees on heart-beats', async () => {
    const { headers } = await connect(tcp(), {}, 5_000);
    expect(headers).toMatchObject({ 'heart-beat': '5000,5000' });
  });

  test('is told of a wrong password', async () => {
    const { command, headers } = await connect(tcp(), { passcode: 'wrong' });
    expect({ command, message: headers['message'] }).toEqual({
      command: 'ERROR',
      message: 'NotAuthenticated',
    });
  });

  test('is told of an unknown queue', async () => {
    await connect(tcp());
    const error = failed();
    client.publish({ destination: 'ocid1.queue.oc1..unknown', body: 'x' });
    expect((await error).headers).toMatchObject({ message: 'NotAuthorizedOrNotFound' });
  });
});
