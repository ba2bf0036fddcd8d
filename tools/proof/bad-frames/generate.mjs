// A byte stream that is wrong for one reason. Depends on seed, leg and index alone.
import { Random } from '../random.mjs';

/** What has to become of it: an ERROR; an end, since it only stops in the midst; or either. */
const [ERROR, END, EITHER] = ['error', 'end', 'either'];

const MAX_HEAD = 16_384;
const MAX_HEADERS = 64;
const MAX_BODY = 512 * 1_024;

const frame = (command, headers, body = '') =>
  Buffer.concat([
    Buffer.from(`${command}\n${headers.map(([name, value]) => `${name}:${value}\n`).join('')}\n`),
    Buffer.from(body),
    Buffer.from([0]),
  ]);

const word = (random, length = random.int(1, 12)) =>
  Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[random.int(0, 25)]).join('');

/** Bytes that end no line and no head. */
const junk = (random, length) => random.bytes(length).map((byte) => (byte < 33 ? byte + 33 : byte));

/** Frames that are right, to be spoiled. */
const goodFrame = (random, { queue }) =>
  random.pick([
    ['SEND', [['destination', queue]], word(random)],
    [
      'SUBSCRIBE',
      [
        ['destination', queue],
        ['id', word(random)],
        ['ack', 'client-individual'],
      ],
    ],
    ['UNSUBSCRIBE', [['id', word(random)]]],
    ['ACK', [['id', word(random)]]],
    ['NACK', [['id', word(random)]]],
    ['DISCONNECT', []],
  ]);

const withHeader = (random, world, header) => {
  const [command, headers, body] = goodFrame(random, world);
  // In front, so that no header of the same name comes before it.
  return frame(command, [header, ...headers], body);
};

const ERRORS = {
  'unknown command': (random) => frame(word(random).toUpperCase().padEnd(3, 'X').slice(0, 9) + 'Q', []),
  'small command': (random, world) => {
    const [command, headers, body] = goodFrame(random, world);
    return frame(command.toLowerCase(), headers, body);
  },
  'endless command': (random) => junk(random, random.int(17, 5_000)),
  'header without a colon': (random) => Buffer.from(`SEND\n${word(random)}\n\n\0`),
  'header without a name': (random, world) => withHeader(random, world, ['', word(random)]),
  'NUL between headers': (random) => Buffer.from(`SEND\na:${word(random)}\0b:c\n\n\0`),
  'NUL instead of a frame': (random) => Buffer.alloc(random.int(1, 100)),
  'headers that are no UTF-8': (random) =>
    Buffer.concat([
      Buffer.from('SEND\na:'),
      Buffer.from([random.int(0x80, 0xbf), 0x41]),
      Buffer.from('\n\n\0'),
    ]),
  'unknown escape': (random, world) =>
    withHeader(random, world, ['mine', `\\${random.pick(['t', 'x', '0', ''])}`]),
  'headers too large': (random) =>
    Buffer.from(`SEND\na:${'x'.repeat(MAX_HEAD + random.size(60_000))}${random.pick(['', '\n\n\0'])}`),
  'too many headers': (random) =>
    Buffer.from(`SEND\n${'a:b\n'.repeat(MAX_HEADERS + random.int(1, 1_000))}${random.pick(['', '\n\0'])}`),
  'length that is no number': (random, world) =>
    withHeader(random, world, [
      'content-length',
      random.pick(['x', '-1', '1e3', '0x10', '', '9'.repeat(20)]),
    ]),
  'length beyond the largest body': (random, world) =>
    withHeader(random, world, ['content-length', String(MAX_BODY + random.size(1e9))]),
  'body longer than its length': (random, { queue }) =>
    frame(
      'SEND',
      [
        ['destination', queue],
        ['content-length', '3'],
      ],
      `abc${word(random)}`,
    ),
  'header of its own': (random, world) => withHeader(random, world, [`x-${word(random)}`, word(random)]),
  transaction: (random, world) =>
    random.chance(0.5)
      ? withHeader(random, world, ['transaction', word(random)])
      : frame(random.pick(['BEGIN', 'COMMIT', 'ABORT']), [['transaction', word(random)]]),
  'header missing': (random) =>
    frame(random.pick(['SEND', 'SUBSCRIBE', 'UNSUBSCRIBE', 'ACK', 'NACK']), [['receipt', word(random)]]),
  'unknown queue': (random) => frame('SEND', [['destination', `ocid1.queue.oc1..${word(random)}`]], 'x'),
  'unknown receipt': (random) =>
    frame(random.pick(['ACK', 'NACK']), [
      ['id', random.pick([word(random), 'A'.repeat(300)])],
      ['message-id', 'x'],
    ]),
  'unknown subscription': (random) => frame('UNSUBSCRIBE', [['id', word(random)]]),
  'wrong subscription': (random, { queue }) =>
    frame('SUBSCRIBE', [
      ['destination', queue],
      ['id', 'a'],
      random.pick([
        ['ack', random.pick(['auto', 'client', ''])],
        ['visibility', random.pick(['0', '-1', '43201', 'x'])],
      ]),
      ['receipt', 'r'],
    ]),
  'second login': (random, { login }) =>
    Buffer.concat([frame('CONNECT', login), frame(random.pick(['CONNECT', 'STOMP']), login)]),
};

const OTHERS = {
  // Any command will do: without a login each is an error, with one these only stop in the midst.
  'half a frame': [
    END,
    (random, world) => {
      const [command, headers] = goodFrame(random, world);
      const whole = frame(command, headers, 'body');
      return whole.subarray(0, random.int(1, whole.length - 5));
    },
  ],
  'line ends only': [END, (random) => Buffer.from(random.pick(['\n', '\r\n']).repeat(random.int(1, 500)))],
  noise: [EITHER, (random) => random.bytes(random.int(1, 3_000))],
  'a large body that never ends': [
    EITHER,
    (random, { queue }) =>
      Buffer.from(`SEND\ndestination:${queue}\n\n${'x'.repeat(random.size(2 * MAX_BODY))}`),
  ],
};

const LOGIN_ERRORS = {
  'wrong passcode': (random, { login, canary }) =>
    frame(
      'CONNECT',
      login.map(([name, value]) => [name, name === 'passcode' ? `${canary}${word(random)}` : value]),
    ),
  'no login': (random) => frame(random.pick(['CONNECT', 'STOMP']), [['accept-version', '1.2']]),
  'unknown version': (random, { login }) =>
    frame('CONNECT', [['accept-version', random.pick(['2.0', '', 'x', '1.3,9'])], ...login]),
  'wrong heart-beat': (random, { login }) =>
    frame('CONNECT', [['heart-beat', random.pick(['x', '1', '-1,0', '1,2,3', '1.5,1'])], ...login]),
};

/** Where the stream is cut into writes: at once, here and there, or byte by byte. */
const cut = (random, bytes) => {
  const kind = random.pick(['whole', 'some', 'some', 'bytes']);
  if (kind === 'whole' || bytes.length < 2) return [bytes];
  const places =
    kind === 'bytes'
      ? Array.from({ length: Math.min(bytes.length - 1, 200) }, (_, index) => index + 1)
      : Array.from({ length: random.int(1, 8) }, () => random.int(1, bytes.length - 1)).sort((a, b) => a - b);
  return [...places, bytes.length].map((place, index) => bytes.subarray(places[index - 1] ?? 0, place));
};

/**
 * `leg`: `connected` begins with a login that is right, `stranger` does not. Half of the spoiled frames of a stranger are logins.
 * @returns what to send in which writes, what has to come of it, and why
 */
export const generate = ({ seed, leg, index }, world) => {
  const random = new Random(`${seed}/${leg}/${index}`);
  const isConnected = leg === 'connected';
  if (!isConnected && random.chance(0.5)) {
    const name = random.pick(Object.keys(LOGIN_ERRORS));
    return { name, expected: ERROR, writes: cut(random, LOGIN_ERRORS[name](random, world)) };
  }
  const isOther = random.chance(0.15);
  const name = random.pick(Object.keys(isOther ? OTHERS : ERRORS));
  const [expected, make] = isOther ? OTHERS[name] : [ERROR, ERRORS[name]];
  const version = random.pick(['1.1', '1.2']);
  const login = isConnected ? [frame('CONNECT', [['accept-version', version], ...world.login])] : [];
  const pings = random.chance(0.2) ? [Buffer.from('\n'.repeat(random.int(1, 5)))] : [];
  const bytes = Buffer.concat([...login, ...pings, make(random, world)]);
  return { name, expected, writes: cut(random, bytes) };
};
