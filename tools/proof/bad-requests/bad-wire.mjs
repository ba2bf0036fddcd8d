// Bytes that are not a request of HTTP, or not a whole one. The server may answer them, or close the connection.

const replaceLine = (bytes, change) => {
  const end = bytes.indexOf('\r\n');
  return Buffer.concat([
    Buffer.from(change(bytes.subarray(0, end).toString('latin1')), 'latin1'),
    bytes.subarray(end),
  ]);
};

const addHeader = (bytes, text) => {
  const end = bytes.indexOf('\r\n') + 2;
  return Buffer.concat([bytes.subarray(0, end), Buffer.from(text, 'latin1'), bytes.subarray(end)]);
};

const STRANGE_HEADERS = [
  ...[
    'no colon\r\n',
    ': no name\r\n',
    'a b: c\r\n',
    'x: a\0b\r\n',
    '\x01: x\r\n',
    ' folded\r\n',
    'x: \x7f\r\n',
    'x y\r\n',
  ],
  ...[
    'content-length: -1\r\n',
    'content-length: 1e3\r\n',
    'content-length: 0x5\r\n',
    'content-length: 5, 6\r\n',
    'content-length: \r\n',
  ],
  ...[
    `content-length: ${'9'.repeat(30)}\r\n`,
    'transfer-encoding: gzip, x\r\n',
    'transfer-encoding: chunked, x\r\n',
  ],
  ...[
    'content-length: 7\r\ncontent-length: 8\r\n',
    'content-length: 3\r\ntransfer-encoding: chunked\r\n',
    'x: a\nb\r\n',
  ],
];
const STRANGE_LINES = [
  ...[
    '',
    ' ',
    'GET',
    'GET /',
    'GET / HTTP/',
    'GET / HTTP/9.9',
    'GET / HTTP/1',
    'GET / http/1.1',
    'GET  HTTP/1.1',
    '/ GET HTTP/1.1',
  ],
  ...[
    'FOO / HTTP/1.1',
    'GET /\0 HTTP/1.1',
    'GET / HTTP/1.1 x',
    'get / HTTP/1.1',
    'PRI * HTTP/2.0',
    '\x16\x03\x01\x02\0\x01',
    'CONNECT',
  ],
  ...[
    'CONNECT evil.example:443 HTTP/1.1',
    'GET x HTTP/1.1',
    'GET http:// HTTP/1.1',
    'POST * HTTP/1.1',
    'SSH-2.0-x',
  ],
];
const BAD_CHUNKS = [
  'zz\r\nx\r\n',
  '-1\r\n',
  '5\r\nab',
  'ffffffffffffffffff\r\n',
  '1\r\nabc\r\n',
  '3;\0\r\nabc\r\n',
  `1;${'x'.repeat(20_000)}\r\na\r\n`,
];

/** They change `bytes`, and say whether the client closes its side after them, as it must where the server waits for more. */
export const BAD_WIRE = [
  {
    name: 'a header that is none',
    apply: (bytes, random) => ({ bytes: addHeader(bytes, random.pick(STRANGE_HEADERS)), isHalfClosed: true }),
  },
  {
    name: 'headers too large',
    apply: (bytes, random) => {
      const line = random.chance(0.5) ? `x: ${'y'.repeat(20_000)}\r\n` : 'x-many: y\r\n'.repeat(2_500);
      return { bytes: addHeader(bytes, line) };
    },
  },
  {
    name: 'a first line that is none',
    apply: (bytes, random) => ({
      bytes: replaceLine(bytes, () => random.pick(STRANGE_LINES)),
      isHalfClosed: true,
    }),
  },
  {
    name: 'a target too long',
    apply: (bytes) => ({
      bytes: replaceLine(bytes, (line) => line.replace(' /', ` /${'p'.repeat(20_000)}`)),
    }),
  },
  {
    name: 'no host',
    apply: (bytes) => ({
      bytes: Buffer.from(bytes.toString('latin1').replace(/\r\nhost: [^\r]*/, ''), 'latin1'),
    }),
  },
  {
    name: 'a request that is cut',
    apply: (bytes, random) => ({
      bytes: bytes.subarray(0, random.int(1, bytes.length - 1)),
      isHalfClosed: true,
    }),
  },
  {
    name: 'an expectation that nobody meets',
    apply: (bytes) => ({ bytes: addHeader(bytes, 'expect: a-miracle\r\n') }),
  },
  {
    name: 'chunks that are none',
    apply: (bytes, random) => {
      const head = bytes.subarray(0, bytes.indexOf('\r\n\r\n')).toString('latin1');
      const chunked = head.replace(/\r\ncontent-length: \d+/, '').replace(/^GET|^DELETE/, 'POST');
      return {
        bytes: Buffer.from(
          `${chunked}\r\ntransfer-encoding: chunked\r\n\r\n${random.pick(BAD_CHUNKS)}`,
          'latin1',
        ),
        isHalfClosed: true,
      };
    },
  },
  {
    name: 'an upgrade to nothing',
    apply: (bytes, random) => ({
      bytes: addHeader(
        bytes,
        `connection: upgrade\r\nupgrade: ${random.pick(['websocket', 'h2c', 'x', ''])}\r\n`,
      ),
      isHalfClosed: true,
    }),
  },
  {
    name: 'random bytes in its place',
    apply: (_bytes, random) => ({
      bytes: Buffer.concat([random.bytes(random.size(3_000)), Buffer.from('\r\n\r\n')]),
      isHalfClosed: true,
    }),
  },
];
