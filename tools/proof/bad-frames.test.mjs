// A proof that cannot fail shows nothing: replies that are wrong are found out, and so is a server that hangs on to a connection.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { exchange } from './bad-frames/exchange.mjs';
import { generate } from './bad-frames/generate.mjs';
import { fault } from './bad-frames/judge.mjs';

const world = {
  canary: 'canary',
  queue: 'q',
  login: [
    ['login', 'l'],
    ['passcode', 'p'],
  ],
};
const CONNECTED = 'CONNECTED\nversion:1.2\n\n\0';
const ERROR = 'ERROR\nmessage:X\ncontent-length:2\n\nno\0';

const judged = (expected, reply, leg = 'connected') => fault({ expected }, leg, Buffer.from(reply), world);

describe('the judge', () => {
  test('lets pass what should be', () => {
    assert.equal(judged('error', CONNECTED + ERROR), undefined);
    assert.equal(judged('error', ERROR, 'stranger'), undefined);
    assert.equal(judged('end', CONNECTED), undefined);
    assert.equal(judged('either', `${CONNECTED}\n${ERROR}`), undefined);
  });

  for (const [name, expected, reply, message] of [
    ['no ERROR', 'error', CONNECTED, /No ERROR came/],
    ['an ERROR for what is only incomplete', 'end', CONNECTED + ERROR, /called wrong/],
    ['something behind an ERROR', 'error', CONNECTED + ERROR + CONNECTED, /behind an ERROR/],
    ['two ERRORs', 'error', CONNECTED + ERROR + ERROR, /behind an ERROR/],
    ['what was sent', 'error', `${CONNECTED}ERROR\nmessage:canary\n\n\0`, /quotes/],
    ['no answer to a login', 'end', '', /login was not answered/],
    ['half a frame', 'error', `${CONNECTED}ERROR\nmess`, /midst of a frame/],
    ['a body without an end', 'error', 'ERROR\ncontent-length:9\n\nno\0', /has no end/],
    ['no frame of a server', 'error', 'HTTP/1.1 400\n\n\0', /no frame of a server/],
  ]) {
    test(`finds ${name}`, () => assert.match(judged(expected, reply), message));
  }
});

test('the same seed makes the same stream, and the leg says whether it logs in', () => {
  for (let index = 0; index < 200; index += 1) {
    const connected = generate({ seed: 's', leg: 'connected', index }, world);
    assert.deepEqual(connected, generate({ seed: 's', leg: 'connected', index }, world));
    assert.match(Buffer.concat(connected.writes).toString('latin1'), /^CONNECT\n/);
  }
});

test('what a server sends is read to its end', async () => {
  const server = createServer((socket) => void socket.end(ERROR));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const reply = await exchange(server.address().port, [Buffer.from('a'), Buffer.from('b')]);
  server.close();
  assert.equal(reply.toString(), ERROR);
});

test('a server that lets a connection hang is found out', async () => {
  const server = createServer(
    { allowHalfOpen: true },
    (socket) => void socket.on('error', () => undefined).resume(),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  await assert.rejects(exchange(server.address().port, [Buffer.from('a')], 50), /still there after 0.05 s/);
  server.close();
});
