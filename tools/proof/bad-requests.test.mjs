// The proof would be worth nothing if it could not fail: a server that does wrong is found out, each time.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { readReply } from './http/connection.mjs';
import { BAD_BYTES, BAD_FIELDS } from './bad-requests/bad-bodies.mjs';
import { BAD_HEADERS } from './bad-requests/bad-headers.mjs';
import { BAD_TARGETS } from './bad-requests/bad-targets.mjs';
import { explained } from './bad-requests/explain.mjs';
import { generate } from './bad-requests/generate.mjs';
import { leak } from './bad-requests/memory.mjs';
import { judgeAlone, runLeg } from './bad-requests/run-leg.mjs';
import { shrunk } from './bad-requests/shrink.mjs';

const CANARY = 'canary';
const LEGS = ['signed', 'unsigned', 'open'];
const world = {
  canary: CANARY,
  host: '127.0.0.1:1',
  queue: 'queue-1',
  workRequest: 'work-1',
  receipt: 'A'.repeat(300),
  foreignReceipt: 'B'.repeat(300),
  deletedReceipt: 'C'.repeat(300),
  identity: { keyId: 't/u/f', privateKey: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey },
};

const reply = (status, body, headers = 'opc-request-id: a/b/c\r\n') =>
  `HTTP/1.1 ${status} X\r\n${headers}connection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const refusal = (text = 'no') => JSON.stringify({ code: 'InvalidParameter', message: text });

/** Answers every connection by `answer(socket)`, whatever was sent. */
const serverThat = async (answer) => {
  const sockets = new Set();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { origin: new URL(`http://127.0.0.1:${server.address().port}`), stop };
};

const faultOf = async (answer) => {
  const { origin, stop } = await serverThat(answer);
  const request = {
    ...generate({ seed: 's', leg: 'open', index: 0 }, world),
    isWhole: true,
    mayClose: false,
    method: 'PUT',
  };
  const found = await judgeAlone(request, { origin, world, deadlineMs: 200 });
  stop();
  return found;
};

describe('a reply', () => {
  const wrong = [
    ['a success', (socket) => socket.end(reply(200, '{}')), /status is 200/],
    ['a failure of the server', (socket) => socket.end(reply(500, refusal())), /status is 500/],
    ['no HTTP', (socket) => socket.end('nonsense\r\n\r\n'), /status is NaN/],
    ['another form of error', (socket) => socket.end(reply(400, '{"error":"no"}')), /no error of OCI/],
    ['no request id', (socket) => socket.end(reply(400, refusal(), '')), /no opc-request-id/],
    ['a quotation', (socket) => socket.end(reply(400, refusal(CANARY))), /quotes the body/],
    ['a closed connection', (socket) => socket.destroy(), /closed without a reply/],
    ['nothing at all', () => undefined, /in time/],
  ];
  for (const [name, answer, fault] of wrong) {
    test(`that is ${name} is a fault`, async () => assert.match(await faultOf(answer), fault));
  }

  test('that refuses is none', async () =>
    assert.equal(await faultOf((socket) => socket.end(reply(404, refusal()))), undefined));
});

describe('reading replies', () => {
  const bytes = (text) => Buffer.from(text);

  test('waits for all of the body, and leaves the next reply', () => {
    const one = 'HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\nab';
    assert.equal(readReply(bytes(one.slice(0, -1))), undefined);
    const { status, body, rest } = readReply(bytes(`${one}HTTP/1.1`));
    assert.deepEqual([status, body, rest.toString()], [400, 'ab', 'HTTP/1.1']);
  });

  test('passes over an interim reply, and knows bodies without a length', () => {
    assert.equal(readReply(bytes('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 X\r\n\r\n')).status, 204);
    assert.equal(readReply(bytes('HTTP/1.1 400 X\r\n\r\nab')), undefined);
    assert.equal(readReply(bytes('HTTP/1.1 400 X\r\n\r\nab'), { isClosed: true }).body, 'ab');
    assert.equal(
      readReply(bytes('HTTP/1.1 417 X\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n')).status,
      417,
    );
    assert.equal(
      readReply(bytes('HTTP/1.1 400 X\r\ncontent-length: 9\r\n\r\n'), { isHead: true }).status,
      400,
    );
  });
});

describe('requests', () => {
  const made = (leg, index) => generate({ seed: 'seed', leg, index }, world);

  test('are the same for the same seed, and differ otherwise', () => {
    const bytes = (seed) => generate({ seed, leg: 'open', index: 5 }, world).bytes;
    assert.deepEqual(bytes('a'), bytes('a'));
    assert.notDeepEqual(bytes('a'), bytes('b'));
  });

  test('have each at least one thing wrong, and together everything', () => {
    const all = LEGS.flatMap((leg) => Array.from({ length: 1_500 }, (_none, index) => made(leg, index)));
    assert.ok(all.every(({ changes }) => changes.length > 1));
    assert.ok(new Set(all.flatMap(({ changes }) => changes.slice(1))).size >= 45);
  });

  test('have no two changes that could undo each other', () => {
    const all = LEGS.flatMap((leg) => Array.from({ length: 1_500 }, (_none, index) => made(leg, index)));
    for (const stage of [BAD_TARGETS, BAD_FIELDS, BAD_BYTES, BAD_HEADERS]) {
      const names = new Set(stage.map(({ name }) => name));
      for (const { changes } of all)
        assert.ok(changes.filter((name) => names.has(name)).length <= 1, changes.join('; '));
    }
  });
});

describe('a run', () => {
  let server;
  before(async () => {
    server = await serverThat((socket) => socket.end(reply(200, '{}')));
  });
  after(() => server.stop());

  test('stops at failures, and shrinks one to what it takes', async () => {
    const scene = { seed: 'seed', world, origin: server.origin };
    const { failures } = await runLeg({ ...scene, leg: 'open', count: 200 });
    assert.ok(failures.length > 0 && failures.length < 30);
    const several = failures.find(({ request }) => request.changes.length > 2) ?? failures[0];
    const smallest = await shrunk(several, { ...scene, judge: (request) => judgeAlone(request, scene) });
    assert.equal(smallest.request.changes.length, 2);
    assert.match(explained(smallest, 'seed'), /again: .* --seed seed --leg open --only \d+/);
  });
});

test('a connection that is answered once, and then no more, is a failure that names the request before', async () => {
  const calm = reply(404, refusal()).replace('connection: close', 'connection: keep-alive');
  const { origin, stop } = await serverThat((socket) => socket.write(calm));
  const { failures } = await runLeg({
    seed: 'seed',
    leg: 'open',
    count: 200,
    origin,
    world,
    deadlineMs: 200,
  });
  stop();
  assert.ok(failures.some(({ fault }) => /in time, after request \d+ on its connection/.test(fault)));
});

describe('what is kept', () => {
  const calm = { heapBytes: 1e7, pssBytes: 6e7, handles: { TCPSocketWrap: 1 } };
  const wrong = [
    [{ heapBytes: 2e7 }, /heap/],
    [{ pssBytes: 2e8 }, /process/],
    [{ handles: { TCPSocketWrap: 3 } }, /2 connections/],
    [{ handles: { Timeout: 1 } }, /1 timers/],
  ];
  for (const [change, text] of wrong) {
    test(`${JSON.stringify(change)} is a leak`, () => assert.match(leak(calm, { ...calm, ...change }), text));
  }
  test('the same is none', () => assert.equal(leak(calm, calm), undefined));
});
