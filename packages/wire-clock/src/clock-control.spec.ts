import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { clockControl, type ClockControl } from './clock-control.js';

let server: Server;
let control: ClockControl;
/** What was asked, as method, path and body. */
let asked: string[];
let answer: { status: number; body: string };

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return text;
};

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '{"nowMs":7}' };
  server = createServer((request, response) => {
    void textOf(request).then((body) => {
      asked.push(`${request.method} ${request.url} ${body}`.trim());
      response.writeHead(answer.status).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  control = clockControl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

test.each<[string, (control: ClockControl) => Promise<unknown>]>([
  ['GET /_emulator/clock', () => control.look()],
  ['POST /_emulator/clock/freeze {}', () => control.freeze()],
  ['POST /_emulator/clock/resume {}', () => control.resume()],
  ['POST /_emulator/clock/scale {"rate":60}', () => control.scale(60)],
  ['POST /_emulator/clock/advance {"ms":1500}', () => control.advance(1_500)],
  ['POST /_emulator/clock/advance {"duration":"PT12H"}', () => control.advance('PT12H')],
  ['POST /_emulator/clock/set {"at":"2026-01-05T00:00:00Z"}', () => control.set('2026-01-05T00:00:00Z')],
  ['POST /_emulator/clock/set {"at":"2026-01-05T00:00:00.000Z"}', () => control.set(Date.UTC(2026, 0, 5))],
  ['POST /_emulator/clock/set {"at":"NaN"}', () => control.set(Number.NaN)],
  ['POST /_emulator/clock/next {}', () => control.next()],
  ['POST /_emulator/clock/skip {"enabled":true}', () => control.skip(true)],
])('%s', async (expected, command) => {
  expect(await command(control)).toEqual({ nowMs: 7 });
  expect(asked).toEqual([expected]);
});

test.each([
  [400, '{"code":"InvalidParameter","message":"body.rate is 0."}', 'malformed', 'body.rate is 0.'],
  [409, '{"code":"Conflict","message":"never goes back"}', 'conflict', 'never goes back'],
  [403, '{"message":"Only tools on this machine"}', 'unauthorised', 'Only tools'],
  [404, '{"message":"no operation"}', 'not-found', 'no operation'],
  [500, '{}', 'unavailable', 'answers 500'],
  [413, '{}', 'malformed', 'answers 413'],
  [200, '<html>', 'unavailable', 'No clock answers'],
])('an answer of %d with %s is %s', async (status, body, code, text) => {
  answer = { status, body };
  await expect(control.scale(0)).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
});

test.each([
  ['http://127.0.0.1:1', 'unavailable'],
  ['localhost:61700', 'malformed'],
])('at %s a command is %s', async (origin, code) => {
  await expect(clockControl(origin).look()).rejects.toMatchObject({ name: 'QueueError', code });
});
