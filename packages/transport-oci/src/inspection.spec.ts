import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@snoozeq/core';
import { createOciTransport, type OciTransport } from './oci-transport.js';
import { anIdentity } from './test-support/identity.js';
import { json, StubService, type StubReply } from './test-support/stub-service.js';
import { signatureHolds } from './test-support/verify-signature.js';

const { provider, publicKey } = anIdentity();
let stub: StubService;
let transport: OciTransport;

beforeEach(async () => {
  stub = new StubService();
  transport = createOciTransport({
    queueId: 'ocid1.queue.oc1..q',
    endpoint: await stub.start(),
    credentials: provider,
    processClock: systemClock,
    random: () => 0.5,
  });
});
afterEach(async () => {
  await transport.close();
  await stub.stop();
});

const targets = (): readonly string[] => stub.requests.map(({ method, target }) => `${method} ${target}`);
const PATH = '/20210201/queues/ocid1.queue.oc1..q';
const page = (items: readonly string[], next?: string): StubReply => ({
  ...json({ items }),
  ...(next !== undefined && { headers: { 'opc-next-page': next } }),
});

describe('lanes', () => {
  test('are read page by page, signed', async () => {
    const pages = [page(['a', 'b'], 'two'), page(['c'], 'three'), page([])];
    stub.answer = () => pages.shift() ?? page(['too many']);
    expect(await transport.lanes()).toEqual(['a', 'b', 'c']);
    expect(targets()).toEqual([
      `GET ${PATH}/channels?limit=1000`,
      `GET ${PATH}/channels?limit=1000&page=two`,
      `GET ${PATH}/channels?limit=1000&page=three`,
    ]);
    expect(stub.requests.every((request) => signatureHolds(request, publicKey))).toBe(true);
  });
});

describe('stats', () => {
  const counts = { visibleMessages: 3, inFlightMessages: 2, sizeInBytes: 70 };

  test.each([
    [undefined, `GET ${PATH}/stats`],
    ['ready', `GET ${PATH}/stats?channelId=ready`],
  ])('of %p', async (lane, target) => {
    stub.answer = () => json({ queue: counts, dlq: { ...counts, visibleMessages: 9 } });
    expect(await transport.stats(lane)).toEqual({ visible: 3, inFlight: 2, sizeBytes: 70 });
    expect(targets()).toEqual([target]);
  });

  test('of a lane whose name would change the request are refused before anything is sent', async () => {
    await expect(transport.stats('a&channelId=b')).rejects.toMatchObject({ code: 'malformed' });
    expect(stub.requests).toEqual([]);
  });
});

describe('a look that fails', () => {
  test.each([
    [429, {}, 'throttled'],
    [401, {}, 'unauthorised'],
    [404, { code: 'NotAuthorizedOrNotFound', message: 'no' }, 'not-found'],
    [503, {}, 'unavailable'],
    [200, {}, 'unavailable'],
    [200, { queue: { visibleMessages: 'many' }, items: 'all' }, 'unavailable'],
  ])('with %i and %j is %s, and tried once', async (status, body, code) => {
    stub.answer = () => json(body, status);
    await expect(transport.lanes()).rejects.toMatchObject({ code });
    await expect(transport.stats()).rejects.toMatchObject({ code });
    expect(stub.requests).toHaveLength(2);
  });
});
