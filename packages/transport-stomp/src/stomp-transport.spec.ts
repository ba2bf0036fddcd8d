import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock, type QueueTransport } from '@snoozeq/core';
import { systemClock } from '@snoozeq/core/base';
import { startEmulator, type Emulator } from '@snoozeq/emulator';
import type { StompOptions } from './options.js';
import { createStompTransport } from './stomp-transport.js';

const QUEUE = 'ocid1.queue.oc1..stomp';
const REQUEST = { limit: 20, waitMs: 5_000, leaseMs: 30_000 };

let directory: string;
let emulator: Emulator;
const open: QueueTransport[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'snoozeq-stomp-'));
  emulator = await startEmulator({
    credentialsDir: directory,
    stomp: { port: 0, tlsPort: 0 },
    queues: [{ id: QUEUE, displayName: 'stomp' }],
    limits: { stompWindow: 25 },
  });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
  await emulator.close();
  rmSync(directory, { recursive: true });
});

const connect = (options: Partial<StompOptions> = {}): QueueTransport => {
  const { port = 0, login = '', tokenFile = '' } = emulator.stomp ?? {};
  const transport = createStompTransport({
    ...{ queueId: QUEUE, host: '127.0.0.1', port, tls: 'off', login, processClock: systemClock },
    authToken: readFileSync(tokenFile, 'utf8').trim(),
    ...options,
  });
  open.push(transport);
  return transport;
};

const contentsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ content: `${index}` }));

describe('the connection', () => {
  test('is over TLS, to a certificate that is trusted by name', async () => {
    const { tlsPort = 0, certificateFile = '' } = emulator.stomp ?? {};
    const tls = { ca: readFileSync(certificateFile, 'utf8') };
    const transport = connect({ host: 'localhost', port: tlsPort, tls });
    expect(await transport.send([{ content: 'x' }])).toMatchObject([{ kind: 'stored' }]);
  });

  test('is refused where the certificate is not trusted', async () => {
    const { tlsPort = 0 } = emulator.stomp ?? {};
    const { tls: _off, ...options } = { tls: undefined, host: 'localhost', port: tlsPort };
    const { queueId, login, authToken } = { queueId: QUEUE, login: 'l', authToken: 't' };
    const transport = createStompTransport({
      queueId,
      login,
      authToken,
      processClock: systemClock,
      ...options,
    });
    open.push(transport);
    await expect(transport.receive(REQUEST)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('with a wrong token is unauthorised, and the error does not show it', async () => {
    const refusal = connect({ authToken: 'my-secret' }).receive(REQUEST);
    await expect(refusal).rejects.toMatchObject({ code: 'unauthorised' });
    await expect(refusal).rejects.toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });

  test('to nobody is tried again after a while that doubles, on the process clock', async () => {
    const processClock = new VirtualClock();
    const transport = connect({ port: 1, processClock, reconnectBaseMs: 100 });
    await expect(transport.receive(REQUEST)).rejects.toMatchObject({ code: 'unavailable' });
    for (const waitMs of [100, 200, 400]) {
      const next = transport.receive(REQUEST).catch((error: unknown) => error);
      await new Promise(setImmediate);
      expect(processClock.nextTimerMs).toBe(processClock.now() + waitMs);
      await processClock.advanceBy(waitMs);
      expect(await next).toMatchObject({ code: 'unavailable' });
    }
  });

  test('to an unknown queue is an error that says so', async () => {
    const transport = connect({ queueId: 'ocid1.queue.oc1..none' });
    await expect(transport.receive(REQUEST)).rejects.toMatchObject({ code: 'not-found' });
    expect(await transport.send([{ content: 'x' }])).toMatchObject([
      { kind: 'failed', error: { code: 'not-found' } },
    ]);
  });
});

describe('settling', () => {
  test('a stale receipt ends the connection, and takes no other one along', async () => {
    const transport = connect();
    await transport.send(contentsOf(5));
    const deliveries = await transport.receive(REQUEST);
    const receipts = deliveries.map(({ receipt }) => receipt);
    expect(await transport.ack(receipts.slice(1, 3))).toEqual([{ kind: 'applied' }, { kind: 'applied' }]);
    expect((await transport.ack(receipts)).map(({ kind }) => kind)).toEqual([
      'applied',
      'lease-lost',
      'lease-lost',
      'applied',
      'applied',
    ]);
    expect(await transport.receive({ ...REQUEST, waitMs: 0 })).toEqual([]);
  });
});

describe('pushes beyond the limit', () => {
  test('are what the next receives get, each once', async () => {
    const transport = connect();
    for (let sent = 0; sent < 2; sent += 1) await transport.send(contentsOf(10));
    const receive = async (): Promise<number> => (await transport.receive({ ...REQUEST, limit: 6 })).length;
    const counts = [await receive(), await receive(), await receive(), await receive()];
    expect(counts.reduce((sum, count) => sum + count)).toBe(20);
    expect(Math.max(...counts)).toBe(6);
  });

  test('are given back when the transport is closed', async () => {
    const transport = connect();
    await transport.send(contentsOf(10));
    expect(await transport.receive({ ...REQUEST, limit: 1 })).toHaveLength(1);
    await transport.close();
    expect((await connect().receive(REQUEST)).length).toBe(9);
  });
});
