import { expect, test } from '@jest/globals';
import { stompOptions } from './stomp-flags.js';

test.each([
  [{}, undefined],
  [{ stompPort: 0 }, { port: 0 }],
  [
    { stompPort: 61613, stompTlsPort: 61614 },
    { port: 61613, tlsPort: 61614 },
  ],
  [
    { stompTlsPort: 1, stompTlsCert: 'c', stompTlsKey: 'k' },
    { tlsPort: 1, certificate: { cert: 'c', key: 'k' } },
  ],
])('%j', (flags, options) => expect(stompOptions(flags)).toEqual(options));

test.each([
  [{ stompTlsPort: 1, stompTlsCert: 'c' }, /only good together/],
  [{ stompTlsPort: 1, stompTlsKey: 'k' }, /only good together/],
  [{ stompPort: 1, stompTlsCert: 'c', stompTlsKey: 'k' }, /takes --stomp-tls-port/],
])('%j is refused', (flags, message) => expect(() => stompOptions(flags)).toThrow(message));
