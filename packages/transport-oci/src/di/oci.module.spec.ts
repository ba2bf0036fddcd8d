import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { VirtualClock, type Activity } from '@snoozeq/core';
import { ACTIVITY, PROCESS_CLOCK, QUEUE_INSPECTION, RANDOM, TRANSPORT } from '@snoozeq/core/di';
import { Container } from 'inversify';
import { anIdentity } from '../test-support/identity.js';
import { ociTransportModule } from './index.js';

const activity: Activity = {
  name: 'me',
  begin: () => () => undefined,
  beginWaiting: () => () => undefined,
};

const aContainer = (): Container => {
  const container = new Container();
  container.bind(PROCESS_CLOCK).toConstantValue(new VirtualClock());
  container.bind(ACTIVITY).toConstantValue(activity);
  container.bind(RANDOM).toConstantValue(() => 0.5);
  const { provider } = anIdentity();
  container.load(
    ociTransportModule({
      queueId: 'q',
      endpoint: 'http://127.0.0.1:9',
      credentials: provider,
      maxMessageBytes: 7,
    }),
  );
  return container;
};

describe('ociTransportModule', () => {
  test('binds one transport with the given options', () => {
    const container = aContainer();
    expect(container.get(TRANSPORT)).toBe(container.get(TRANSPORT));
    expect(container.get(TRANSPORT).capabilities.maxMessageBytes).toBe(7);
  });

  test('looks through the same connections, also when the transport is replaced', async () => {
    const container = aContainer();
    const transport = container.get(TRANSPORT);
    expect(container.get(QUEUE_INSPECTION)).toBe(transport);
    container.rebind(TRANSPORT).toConstantValue({ ...transport });
    expect(container.get(QUEUE_INSPECTION)).toBe(transport);
  });

  test('closes it when everything is unbound', async () => {
    const container = aContainer();
    const transport = container.get(TRANSPORT);
    await container.unbindAllAsync();
    await expect(transport.receive({ limit: 1, waitMs: 0, leaseMs: 0 })).rejects.toMatchObject({
      code: 'closed',
    });
  });
});
