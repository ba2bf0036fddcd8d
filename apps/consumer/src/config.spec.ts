import { expect, jest, test } from '@jest/globals';
import { readConfig } from './config.js';

const QUEUE = ['--queue', 'ocid1.queue.oc1.iad.x', '--admin-endpoint', 'https://messaging.example.com'];

test('needs a queue and where to ask about it; everything else has a default', () => {
  expect(readConfig(QUEUE)).toMatchObject({
    place: {
      transport: 'oci',
      queueId: 'ocid1.queue.oc1.iad.x',
      adminEndpoint: 'https://messaging.example.com/',
      credentials: {},
    },
    name: 'consumer',
    lane: 'ready',
    concurrency: 10,
    strategy: 'hold',
    policy: true,
    quiet: false,
  });
});

test.each([
  [['--no-policy'], { policy: false }],
  [['--concurrency', '3'], { concurrency: 3 }],
  [['--drain-ms', '0'], { drainMs: 0 }],
  [['--clock', 'http://127.0.0.1:1', '--quiet'], { clockUrl: 'http://127.0.0.1:1/', quiet: true }],
])('%j', (args, expected) => {
  expect(readConfig([...QUEUE, ...args])).toMatchObject(expected);
});

test('a queue in memory comes with its input', () => {
  expect(readConfig(['--transport', 'memory', '--input', 'in.ndjson'])).toMatchObject({
    place: { transport: 'memory' },
    input: 'in.ndjson',
  });
});

test.each([
  ['memory that nobody fills', ['--transport', 'memory'], /--transport memory and --input go together/],
  ['an input for a queue elsewhere', [...QUEUE, '--input', 'in.ndjson'], /go together/],
  ['hybrid without its push', [...QUEUE, '--transport', 'hybrid'], /--transport hybrid takes --stomp/],
  ['stomp without a place', [...QUEUE, '--transport', 'stomp'], /--transport stomp takes --stomp/],
  ['no queue', [], /--queue is missing/],
  ['no whole number', [...QUEUE, '--concurrency', 'x'], /whole number/],
])('%s: one line, and exit 2', (_name, args, text) => {
  let told = '';
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((line) => {
    told += String(line);
    return true;
  });
  const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  try {
    expect(() => readConfig(args)).toThrow('exit 2');
    expect(told).toMatch(text);
    expect(told).toMatch(/^[^\n]*--help for the options\.\n$/);
  } finally {
    write.mockRestore();
    exit.mockRestore();
  }
});
