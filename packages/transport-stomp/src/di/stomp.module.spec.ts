import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { VirtualClock, type QueueTransport } from '@snoozeq/core';
import { ACTIVITY, PROCESS_CLOCK, TRANSPORT } from '@snoozeq/core/di';
import { Container } from 'inversify';
import { hybridTransportModule, REST_TRANSPORT, stompTransportModule } from './index.js';

const OPTIONS = { queueId: 'q', host: '127.0.0.1', login: 't/u', authToken: 't' };

const containerWith = (module: ReturnType<typeof stompTransportModule>): Container => {
  const container = new Container();
  container.bind(PROCESS_CLOCK).toConstantValue(new VirtualClock());
  const end = (): (() => void) => () => undefined;
  container.bind(ACTIVITY).toConstantValue({ name: 'me', begin: end, beginWaiting: end });
  container.load(module);
  return container;
};

const calls: string[] = [];
const rest: QueueTransport = {
  capabilities: { maxHideMs: 7 } as QueueTransport['capabilities'],
  send: () => Promise.resolve([]),
  receive: () => Promise.resolve([]),
  ack: () => Promise.resolve([]),
  hide: () => {
    calls.push('hide');
    return Promise.resolve([]);
  },
  close: () => {
    calls.push('close');
    return Promise.resolve();
  },
};

describe('stompTransportModule', () => {
  test('binds one transport, which cannot hide, and closes it when it is unbound', async () => {
    const container = containerWith(stompTransportModule(OPTIONS));
    const transport = container.get(TRANSPORT);
    expect(container.get(TRANSPORT)).toBe(transport);
    expect(transport.capabilities.maxHideMs).toBe(0);
    await container.unbindAllAsync();
    await expect(transport.send([])).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('hybridTransportModule', () => {
  test('settles by the transport over REST, and closes it, too', async () => {
    const container = containerWith(hybridTransportModule(OPTIONS));
    container.bind(REST_TRANSPORT).toConstantValue(rest);
    const transport = container.get(TRANSPORT);
    expect(transport.capabilities.maxHideMs).toBe(7);
    await transport.hide([]);
    await container.unbindAllAsync();
    expect(calls).toEqual(['hide', 'close']);
  });
});
