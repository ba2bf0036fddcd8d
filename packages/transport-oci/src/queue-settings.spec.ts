import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@snoozeq/core';
import { readQueueSettings, type OciQueueSettings } from './queue-settings.js';
import { anIdentity } from './test-support/identity.js';
import { json, StubService } from './test-support/stub-service.js';
import { signatureHolds } from './test-support/verify-signature.js';

const { provider, publicKey } = anIdentity();
let stub: StubService;
let adminEndpoint: string;

beforeEach(async () => {
  stub = new StubService();
  adminEndpoint = await stub.start();
});
afterEach(() => stub.stop());

const read = (): Promise<OciQueueSettings> =>
  readQueueSettings({
    queueId: 'ocid1.queue..q',
    adminEndpoint,
    credentials: provider,
    processClock: systemClock,
    random: () => 0.5,
  });

describe('settings of a queue', () => {
  test('are read by one signed request', async () => {
    const queue = {
      retentionInSeconds: 604_800,
      deadLetterQueueDeliveryCount: 20,
      messagesEndpoint: 'https://cell',
    };
    stub.answer = () => json(queue);
    expect(await read()).toEqual({
      retentionMs: 604_800_000,
      maxDeliveries: 20,
      maxHideMs: 43_200_000,
      maxMessageBytes: 262_144,
      messagesEndpoint: 'https://cell',
    });
    expect(stub.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'GET /20210201/queues/ocid1.queue..q',
    ]);
    expect(stub.requests.map((request) => signatureHolds(request, publicKey))).toEqual([true]);
  });

  test.each([
    [404, { code: 'NotAuthorizedOrNotFound', message: 'no' }, 'not-found', 'getQueue'],
    [503, {}, 'unavailable', 'getQueue'],
    [200, {}, 'unavailable', 'messagesEndpoint'],
    [200, { messagesEndpoint: 'https://cell' }, 'unavailable', 'retentionInSeconds'],
  ])('%i with %j is %s', async (status, body, code, part) => {
    stub.answer = () => json(body, status);
    await expect(read()).rejects.toMatchObject({ code, message: expect.stringContaining(part) });
    expect(stub.requests).toHaveLength(1);
  });
});
