import { expect, test } from '@jest/globals';
import { endpointOf } from './endpoint.js';

test.each([
  ['https://cell-1.queue.example.com', 'https://cell-1.queue.example.com'],
  ['https://cell-1.queue.example.com/', 'https://cell-1.queue.example.com'],
  ['http://127.0.0.1:8080//', 'http://127.0.0.1:8080'],
  ['http://gateway.example.com/oci/queue/', 'http://gateway.example.com/oci/queue'],
])('%s becomes %s', (value, endpoint) => expect(endpointOf('endpoint', value)).toBe(endpoint));

test.each([
  '',
  'cell-1.queue.example.com',
  'ftp://a.b',
  'https://u:my-secret@a.b',
  'https://a.b?my-secret',
  'https://a.b#x',
])('%p is refused, naming the option and not the value', (value) =>
  expect(() => endpointOf('adminEndpoint', value)).toThrow(
    expect.objectContaining({
      code: 'misconfigured',
      message: expect.stringMatching(/adminEndpoint(?!.*secret)/),
    }),
  ),
);
