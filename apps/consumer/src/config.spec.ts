import { expect, test } from '@jest/globals';
import { readConfig } from './config.js';

const REQUIRED = ['--queue', 'ocid1.queue.oc1.iad.x', '--admin-endpoint', 'https://messaging.example.com'];

test('needs a queue and where to ask about it; everything else has a default', () => {
  expect(readConfig(REQUIRED)).toEqual({
    queue: 'ocid1.queue.oc1.iad.x',
    adminEndpoint: 'https://messaging.example.com',
    name: 'consumer',
    lane: 'ready',
    concurrency: 10,
    strategy: 'hold',
    transport: 'oci',
    policy: true,
    quiet: false,
  });
});

test.each([
  [['--no-policy'], { policy: false }],
  [['--transport', 'hybrid'], { transport: 'hybrid' }],
  [['--concurrency', '3'], { concurrency: 3 }],
  [['--drain-ms', '0'], { drainMs: 0 }],
  [['--clock', 'http://127.0.0.1:1', '--quiet'], { clock: 'http://127.0.0.1:1', quiet: true }],
])('%j', (args, expected) => {
  expect(readConfig([...REQUIRED, ...args])).toMatchObject(expected);
});
