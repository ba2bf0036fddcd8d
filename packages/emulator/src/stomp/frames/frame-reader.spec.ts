import { describe, expect, test } from '@jest/globals';
import { StompError } from '../stomp-error.js';
import type { StompVersion } from './frame.js';
import { FrameReader } from './frame-reader.js';

const BOUNDS = { headBytes: 200, headers: 4, bodyBytes: 100 };

const read = (text: string | Buffer, version: StompVersion = '1.2') => {
  const reader = new FrameReader(BOUNDS);
  reader.version = version;
  const frames = [...reader.read(Buffer.from(text))].map(({ command, headers, body }) => ({
    command,
    headers: Object.fromEntries(headers),
    body: body.toString('latin1'),
  }));
  return { frames, isInFrame: reader.isInFrame };
};
const first = (text: string | Buffer, version?: StompVersion) => read(text, version).frames[0];

describe('frames', () => {
  test.each([
    ['without headers or body', 'DISCONNECT\n\n\0', { command: 'DISCONNECT', headers: {}, body: '' }],
    [
      'with a body up to the NUL',
      'SEND\na:b\n\nbody\0',
      { command: 'SEND', headers: { a: 'b' }, body: 'body' },
    ],
    [
      'with a length, and NULs in the body',
      'SEND\ncontent-length:3\n\n\0a\0\0',
      { command: 'SEND', headers: { 'content-length': '3' }, body: '\0a\0' },
    ],
    ['with CR LF', 'SEND\r\na:b\r\n\r\nx\0', { command: 'SEND', headers: { a: 'b' }, body: 'x' }],
    ['behind heart-beats', '\n\r\n\nACK\nid:1\n\n\0', { command: 'ACK', headers: { id: '1' }, body: '' }],
    ['with a colon in a value', 'SEND\na:b:c\n\n\0', { command: 'SEND', headers: { a: 'b:c' }, body: '' }],
    ['with a header twice', 'SEND\na:1\na:2\n\n\0', { command: 'SEND', headers: { a: '1' }, body: '' }],
    ['with an empty value', 'SEND\na:\n\n\0', { command: 'SEND', headers: { a: '' }, body: '' }],
  ])('%s', (_name, text, frame) => expect(read(text)).toEqual({ frames: [frame], isInFrame: false }));

  test('keep bytes that are no text', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    const frame = Buffer.concat([Buffer.from('SEND\ncontent-length:3\n\n'), bytes, Buffer.from([0])]);
    expect(first(frame)?.body).toBe(bytes.toString('latin1'));
  });

  test('come one after the other', () =>
    expect(read('SEND\n\na\0\nSEND\n\nb\0SEND\n\nc\0').frames.map(({ body }) => body)).toEqual([
      'a',
      'b',
      'c',
    ]));
});

describe('escapes', () => {
  test.each<[StompVersion, string, string]>([
    ['1.2', 'a\\cb\\n\\r\\\\', 'a:b\n\r\\'],
    ['1.1', 'a\\cb\\n\\\\', 'a:b\n\\'],
    ['1.0', 'a\\cb', 'a\\cb'],
    ['1.0', ' a ', 'a'],
    ['1.1', ' a ', ' a '],
  ])('of %s: %j is %j', (version, sent, meant) =>
    expect(first(`SEND\nh:${sent}\n\n\0`, version)?.headers).toEqual({ h: meant }),
  );

  test('are for names, too', () => expect(first('SEND\na\\cb:c\n\n\0')?.headers).toEqual({ 'a:b': 'c' }));

  test('are none before a version is agreed on', () =>
    expect(first('CONNECT\npasscode:a\\tb\n\n\0')?.headers).toEqual({ passcode: 'a\\tb' }));
});

test.each([
  ['part of a command', 'SEN'],
  ['part of a header', 'SEND\na:'],
  ['no end of the headers', 'SEND\na:b\n'],
  ['half of an empty line', 'SEND\na:b\n\r'],
  ['part of a body', 'SEND\n\nbody'],
  ['a body without its last byte', 'SEND\ncontent-length:4\n\nbod'],
  ['a body without its NUL', 'SEND\ncontent-length:4\n\nbody'],
])('%s is not complete, which is no error', (_name, text) =>
  expect(read(text)).toEqual({ frames: [], isInFrame: true }),
);

test.each<[string, string | Buffer, RegExp]>([
  ['a small command', 'send\n\n\0', /command in capital letters/],
  ['an endless command', 'A'.repeat(17), /command on a line of its own/],
  ['a NUL instead of a frame', '\0', /NUL came before the empty line/],
  ['a NUL between headers', 'SEND\na:b\0', /NUL came before the empty line/],
  ['a header without a colon', 'SEND\nab\n\n\0', /a name, a colon and a value/],
  ['a header without a name', 'SEND\n:b\n\n\0', /a name, a colon and a value/],
  ['an unknown escape', 'SEND\na:\\t\n\n\0', /escape that STOMP 1.2 does not know/],
  ['half an escape', 'SEND\na:b\\\n\n\0', /escape that STOMP 1.2 does not know/],
  ['headers that are no UTF-8', Buffer.from([...Buffer.from('SEND\na:'), 0xff, 10, 10, 0]), /not UTF-8/],
  ['a length that is no number', 'SEND\ncontent-length:x\n\n', /not a number of bytes/],
  ['a negative length', 'SEND\ncontent-length:-1\n\n', /not a number of bytes/],
  ['a body beyond its length', 'SEND\ncontent-length:1\n\nab\0', /goes on behind its content-length/],
  ['a length beyond the bound, before the body', 'SEND\ncontent-length:101\n\n', /more than 100 bytes/],
  ['a body beyond the bound, before its end', `SEND\n\n${'x'.repeat(101)}`, /more than 100 bytes/],
  ['headers beyond the bound, before their end', `SEND\na:${'x'.repeat(200)}`, /more than 200 bytes/],
  ['too many headers, before their end', 'SEND\na:1\nb:1\nc:1\nd:1\ne:1\n', /more than 4 headers/],
])('%s is malformed', (_name, text, message) => {
  expect(() => read(text)).toThrow(StompError);
  expect(() => read(text)).toThrow(message);
});

test('CR is an escape since 1.2 only', () =>
  expect(() => first('SEND\na:\\r\n\n\0', '1.1')).toThrow(/STOMP 1.1 does not know/));

test('no error quotes a header: it could be the passcode', () => {
  for (const text of ['CONNECT\npasscode secret\n\n\0', 'CONNECT\npasscode:secret\0']) {
    expect(() => read(text)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  }
});
