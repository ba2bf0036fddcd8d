// What Oracle's SDK does when a call fails, and why our own transport does not leave it to that.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  ConfigFileAuthenticationDetailsProvider,
  FixedTimeDelayStrategy,
  OciError,
  OciSdkDefaultRetryConfiguration,
} from 'oci-common';
import { QueueClient } from 'oci-queue';
import { ensureDevCredentials } from '../auth/dev-credentials.js';
import { RecordingServer } from '../spec-support/recording-server.js';

const server = new RecordingServer();
const directory = mkdtempSync(join(tmpdir(), 'sdk-failures-'));
const clients: QueueClient[] = [];

beforeAll(() => server.start());
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  server.requests.splice(0);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

/** With all defaults, but for the waits between attempts. */
const aClient = (endpoint = server.origin): QueueClient => {
  const { configFile, profile } = ensureDevCredentials(directory);
  const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(configFile, profile);
  const client = new QueueClient({ authenticationDetailsProvider });
  client.endpoint = endpoint;
  clients.push(client);
  return client;
};
const retryConfiguration = {
  ...OciSdkDefaultRetryConfiguration,
  delayStrategy: new FixedTimeDelayStrategy(0),
};

const refuse = (status: number, code: string): void => {
  server.answer = () => ({ status, body: { code, message: 'told to' } });
};
const thrown = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
const get = (client: QueueClient) => thrown(client.getMessages({ queueId: 'q' }));

describe('an error', () => {
  test('of the service is an OciError with status, code, text and request id (F5.sdk-error)', async () => {
    refuse(404, 'NotAuthorizedOrNotFound');
    const error = await get(aClient());
    expect(error).toBeInstanceOf(OciError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      statusCode: 404,
      serviceCode: 'NotAuthorizedOrNotFound',
      message: expect.stringContaining('told to'),
      opcRequestId: 'theirs',
    });
  });

  test('of the network is a plain object (F5.sdk-plain-object)', async () => {
    const error = await get(aClient('http://127.0.0.1:1'));
    expect(error).not.toBeInstanceOf(Error);
    expect(error).toMatchObject({ message: expect.any(String) });
  });
});

describe('attempts', () => {
  test.each([
    [409, 'IncorrectState', 8],
    [429, 'TooManyRequests', 8],
    [500, 'InternalServerError', 8],
    [503, 'ServiceUnavailable', 8],
    [409, 'Conflict', 1],
    [400, 'InvalidParameter', 1],
  ])('after %i %s it makes %i of a delete (F8.retry)', async (status, code, attempts) => {
    refuse(status, code);
    await thrown(aClient().deleteMessage({ queueId: 'q', messageReceipt: 'r', retryConfiguration }));
    expect(server.requests).toHaveLength(attempts);
  });

  test.each<[string, (client: QueueClient) => Promise<unknown>]>([
    ['a get', get],
    ['a put', (client) => thrown(client.putMessages({ queueId: 'q', putMessagesDetails: { messages: [] } }))],
  ])('it makes one of %s (F8.retry)', async (_what, call) => {
    refuse(503, 'ServiceUnavailable');
    await call(aClient());
    expect(server.requests).toHaveLength(1);
  });
});

describe('the circuit breaker', () => {
  const open = async (client: QueueClient): Promise<void> => {
    refuse(429, 'TooManyRequests');
    for (let call = 0; call < 10; call += 1) await get(client);
    server.requests.splice(0);
  };
  const deleteOne = (client: QueueClient) =>
    thrown(
      client.deleteMessage({
        queueId: 'q',
        messageReceipt: 'r',
        retryConfiguration: { ...retryConfiguration, retryCondition: () => false },
      }),
    );

  test('opens after ten throttled gets, and then sends no delete either (F8.breaker, F8.two-clients)', async () => {
    const client = aClient();
    await open(client);
    const error = await deleteOne(client);
    expect(error).toMatchObject({ code: 'EOPENBREAKER' });
    expect(error).not.toBeInstanceOf(Error);
    expect(server.requests).toEqual([]);
  });

  test('of one client is not that of another (F8.two-clients)', async () => {
    await open(aClient());
    await deleteOne(aClient());
    expect(server.requests).toHaveLength(1);
  });

  test('does not open for the faults of a caller (F8.breaker)', async () => {
    const client = aClient();
    refuse(400, 'InvalidParameter');
    for (let call = 0; call < 12; call += 1) await get(client);
    expect(server.requests).toHaveLength(12);
  });

  test('has no timer that keeps a process alive (F8.client-close)', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    refuse(400, 'InvalidParameter');
    await get(aClient());
    expect(timers()).toBeLessThanOrEqual(before); // One of an earlier call may end meanwhile.
  });
});
