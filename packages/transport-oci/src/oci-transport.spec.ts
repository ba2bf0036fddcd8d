import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock, VirtualClock, type QueueTransport, type Receipt } from '@snoozeq/core';
import { createOciTransport } from './oci-transport.js';
import type { OciTransportOptions } from './options.js';
import { anIdentity } from './test-support/identity.js';
import { json, SILENCE, StubService, type StubRequest } from './test-support/stub-service.js';
import { signatureHolds } from './test-support/verify-signature.js';

const { provider, publicKey } = anIdentity();
const receipt = (text: string): Receipt => text as Receipt;
const poll = { limit: 20, waitMs: 20_000, leaseMs: 30_000, lane: 'ready' };
const look = { ...poll, waitMs: 0 };

let stub: StubService;
let endpoint: string;
const opened: QueueTransport[] = [];

const open = (options: Partial<OciTransportOptions> = {}): QueueTransport => {
  const transport = createOciTransport({
    queueId: 'ocid1.queue.oc1..q',
    endpoint,
    credentials: provider,
    processClock: systemClock,
    random: () => 0.5,
    ...options,
  });
  opened.push(transport);
  return transport;
};

beforeEach(async () => {
  stub = new StubService();
  endpoint = await stub.start();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((transport) => transport.close()));
  await stub.stop();
});

const theRequest = (): StubRequest => {
  const [request] = stub.requests;
  if (!request) throw new Error('no request arrived');
  return request;
};

const aMessage = (id: string): string =>
  `{"id":${id},"content":"c${id}","receipt":"r${id}","deliveryCount":1,"visibleAfter":"2026-11-22T10:00:30Z","expireAfter":"2026-11-23T10:00:00Z"}`;

describe('what goes over the wire', () => {
  test('receive', async () => {
    stub.answer = () => json({ messages: [] });
    await open().receive(poll);
    const { method, target, query, headers } = theRequest();
    expect(`${method} ${target.split('?')[0]}`).toBe('GET /20210201/queues/ocid1.queue.oc1..q/messages');
    expect(Object.fromEntries(query)).toEqual({
      limit: '20',
      timeoutInSeconds: '20',
      visibilityInSeconds: '30',
      channelFilter: 'ready',
    });
    expect(headers['opc-client-retries']).toBeUndefined();
  });

  test('send', async () => {
    stub.answer = () => json({ messages: [{ id: 1 }, { id: 2 }] });
    await open().send([{ content: 'a' }, { content: 'é', lane: 'ready', properties: { k: 'v' } }]);
    expect(theRequest()).toMatchObject({
      method: 'POST',
      target: '/20210201/queues/ocid1.queue.oc1..q/messages',
    });
    expect(JSON.parse(theRequest().body)).toEqual({
      messages: [
        { content: 'a' },
        { content: 'é', metadata: { channelId: 'ready', customProperties: { k: 'v' } } },
      ],
    });
  });

  test('ack and hide, as batches even for one', async () => {
    stub.answer = () => json({ clientFailures: 0, serverFailures: 0, entries: [{}] });
    const transport = open();
    await transport.ack([receipt('a')]);
    await transport.hide([{ receipt: receipt('b'), forMs: 1_999 }]);
    const sent = stub.requests.map(({ target, body }) => [target.split('/').at(-1), JSON.parse(body)]);
    expect(sent).toEqual([
      ['deleteMessages', { entries: [{ receipt: 'a' }] }],
      ['updateMessages', { entries: [{ receipt: 'b', visibilityInSeconds: 1 }] }],
    ]);
  });

  test('every request is signed, and named after the activity', async () => {
    stub.answer = ({ method }) => json(method === 'GET' ? { messages: [] } : { entries: [{}] });
    const transport = open();
    await transport.receive(look);
    await transport.ack([receipt('a')]);
    expect(stub.requests.map((request) => signatureHolds(request, publicKey))).toEqual([true, true]);
    const ids = stub.requests.map(({ headers }) => String(headers['opc-request-id']));
    expect(ids).toEqual([expect.stringMatching(/^snoozeq-[0-9a-z]{8}\.1$/), expect.stringMatching(/\.2$/)]);
  });

  test('nothing for an empty batch or a refused request', async () => {
    const transport = open();
    expect(await transport.send([])).toEqual([]);
    expect(await transport.ack([])).toEqual([]);
    expect(await transport.hide([])).toEqual([]);
    await expect(transport.send([{ content: 'x', properties: { a: 'b' } }])).rejects.toMatchObject({
      code: 'malformed',
    });
    expect(stub.requests).toHaveLength(0);
  });
});

describe('what comes back', () => {
  test('ids keep every digit (F4.lossless)', async () => {
    stub.answer = () => ({
      body: `{"messages":[${aMessage('90071992627959052')},${aMessage('90071992627959053')}]}`,
    });
    const deliveries = await open().receive(look);
    expect(deliveries.map(({ message }) => message.id)).toEqual(['90071992627959052', '90071992627959053']);
    stub.answer = () => ({
      body: '{"messages":[{"id":90071992627959054,"expireAfter":"2026-11-23T10:00:00Z"}]}',
    });
    expect(await open().send([{ content: 'x' }])).toEqual([
      { kind: 'stored', id: '90071992627959054', expiresAtMs: Date.parse('2026-11-23T10:00:00Z') },
    ]);
  });

  test('results of a batch are told entry by entry, in order', async () => {
    stub.answer = () =>
      json({ clientFailures: 1, serverFailures: 1, entries: [{}, { errorCode: 409 }, { errorCode: 500 }] });
    const statuses = await open().ack(['a', 'b', 'c', 'd'].map(receipt));
    expect(statuses.map((status) => (status.kind === 'failed' ? status.error.code : status.kind))).toEqual([
      'applied',
      'lease-lost',
      'unavailable',
      'unavailable',
    ]);
  });

  test('a hide tells the end of the lease', async () => {
    stub.answer = () => json({ entries: [{ id: 1, visibleAfter: '2026-11-22T10:00:30.5Z' }] });
    expect(await open().hide([{ receipt: receipt('a'), forMs: 30_000 }])).toEqual([
      { kind: 'applied', leaseUntilMs: Date.parse('2026-11-22T10:00:30.5Z') },
    ]);
  });
});

describe('failures', () => {
  test('are tried once, and write nothing to the console', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    stub.answer = () => json({ code: 'InternalServerError', message: 'oops' }, 503);
    const transport = open();
    for (const call of [
      transport.receive(look),
      transport.ack([receipt('a')]),
      transport.send([{ content: 'x' }]),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'unavailable' });
    }
    expect(stub.requests).toHaveLength(3);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test('many throttled sends do not stop a delete', async () => {
    stub.answer = ({ target }) =>
      target.endsWith('/messages')
        ? { ...json({ code: 'TooManyRequests', message: 'slow' }, 429), headers: { 'retry-after': '7' } }
        : json({ entries: [{}] });
    const transport = open();
    for (let sends = 0; sends < 12; sends += 1) {
      await expect(transport.send([{ content: 'x' }])).rejects.toMatchObject({
        code: 'throttled',
        retryAfterMs: 7_000,
      });
    }
    expect(await transport.ack([receipt('a')])).toEqual([{ kind: 'applied' }]);
  });

  test.each([
    [502, '<html>my-secret</html>', 'unavailable'],
    [200, '<html>my-secret</html>', 'unavailable'],
    [200, '{"content":"my-secret', 'unavailable'],
    [200, '', 'unavailable'],
    [200, '{}', 'unavailable'],
    [200, 'null', 'unavailable'],
    [404, '', 'not-found'],
    [400, '{"code":7}', 'malformed'],
  ])('%i with body %p is read without repeating it', async (status, body, code) => {
    stub.answer = () => ({ status, body });
    const error = await open()
      .receive(look)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(inspect(error)).not.toContain('my-secret');
  });

  test('a put that is refused never repeats its message, not even in the cause', async () => {
    stub.answer = () => json({ code: 'InvalidParameter', message: 'bad content my-secret' }, 400);
    const error = await open()
      .send([{ content: 'my-secret' }])
      .catch((thrown: unknown) => thrown);
    expect(inspect(error)).not.toContain('my-secret');
  });

  test('a server that is not there is named with its cause', async () => {
    await stub.stop();
    const refused = open().receive(look);
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'ECONNREFUSED' } });
    stub = new StubService();
    await stub.start();
  });

  test('401 says when the clock of this host is wrong', async () => {
    const headers = { date: 'Sun, 22 Nov 2020 10:00:00 GMT' };
    stub.answer = () => ({ ...json({ code: 'NotAuthenticated', message: 'no' }, 401), headers });
    await expect(open().receive(look)).rejects.toMatchObject({
      code: 'unauthorised',
      message: expect.stringContaining('ahead of'),
    });
  });
});

describe('deadlines, cancelling, closing', () => {
  test.each([
    ['a long poll: wait and grace', poll, 25_000],
    ['a look: the call timeout', look, 10_000],
  ])('the deadline of %s', async (_, request, deadlineMs) => {
    stub.answer = () => SILENCE;
    const processClock = new VirtualClock();
    const late = open({ processClock }).receive(request);
    const state = { ended: false };
    late.catch(() => (state.ended = true));
    await stub.arrived(1);
    await processClock.advanceBy(deadlineMs - 1);
    expect(state.ended).toBe(false);
    await processClock.advanceBy(1);
    await expect(late).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining(String(deadlineMs)),
    });
  });

  test("the caller's signal ends one call at once, and its connection", async () => {
    stub.answer = ({ query }) => (query.get('limit') === '1' ? SILENCE : json({ messages: [] }));
    const transport = open();
    const abort = new AbortController();
    const aborted = transport.receive({ ...poll, limit: 1 }, { signal: abort.signal });
    await stub.arrived(1);
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
    expect(await transport.receive(poll)).toEqual([]);
    await stub.cutOff();
  });

  test('close ends open calls and those in line, and refuses later ones', async () => {
    stub.answer = () => SILENCE;
    const transport = open({ maxConnections: 2 });
    const calls = [transport.receive(poll), transport.receive(poll), transport.ack([receipt('a')])];
    const ends = calls.map((call) => expect(call).rejects.toMatchObject({ code: 'closed' }));
    await stub.arrived(2);
    await transport.close();
    await Promise.all(ends);
    await expect(transport.receive(poll)).rejects.toMatchObject({ code: 'closed' });
    await expect(transport.ack([receipt('a')])).rejects.toMatchObject({ code: 'closed' });
    await transport.close();
    expect(stub.requests).toHaveLength(2);
  });
});

describe('connections', () => {
  test('100 calls at once share the pool', async () => {
    stub.answer = () => new Promise((resolve) => setImmediate(resolve, json({ messages: [] })));
    const transport = open({ maxConnections: 4 });
    await Promise.all(Array.from({ length: 100 }, () => transport.receive(look)));
    expect(stub.requests).toHaveLength(100);
    expect(stub.mostSockets).toBeLessThanOrEqual(4);
    expect(stub.mostSockets).toBeGreaterThan(1);
  });

  test('long polls leave room for a delete; those without a connection follow later', async () => {
    const held: (() => void)[] = [];
    stub.answer = ({ method }) =>
      method === 'POST'
        ? json({ entries: [{}] })
        : new Promise((resolve) => held.push(() => resolve(json({ messages: [] }))));
    const transport = open({ maxConnections: 4 });
    const polls = Array.from({ length: 10 }, () => transport.receive(poll));
    await stub.arrived(3);
    expect(await transport.ack([receipt('a')])).toEqual([{ kind: 'applied' }]);
    expect(stub.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST']);
    for (let arrived = 5; arrived <= 11; arrived += 1) {
      held.shift()?.();
      await stub.arrived(arrived);
    }
    held.forEach((release) => release());
    expect(await Promise.all(polls)).toHaveLength(10);
  });
});

describe('start', () => {
  test.each([
    [{ maxConnections: 1 }, 'maxConnections'],
    [{ maxConnections: 2.5 }, 'maxConnections'],
    [{ endpoint: 'queue.example.com' }, 'endpoint'],
    [{ credentials: { configFile: '/nowhere/config' } }, '/nowhere/config'],
  ])('%p is refused by name', (options, name) =>
    expect(() => open(options)).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining(name) }),
    ),
  );

  test('tells its limits', () =>
    expect(open({ maxMessageBytes: 131_072 }).capabilities).toEqual({
      maxHideMs: 43_200_000,
      hideStepMs: 1_000,
      maxBatch: 20,
      maxBatchBytes: 524_288,
      maxMessageBytes: 131_072,
      maxWaitMs: 30_000,
    }));
});
