import { expect, test } from '@jest/globals';
import { isLocalRequest, localCallers } from './local-only.js';

test.each([
  [{ host: 'localhost' }, true],
  [{ host: 'LOCALHOST:8010' }, true],
  [{ host: '127.0.0.1:8010' }, true],
  [{ host: '[::1]:8010' }, true],
  [{ host: '' }, false],
  [{}, false],
  [{ host: 'localhost.evil.example' }, false],
  [{ host: 'localhost:80:90' }, false],
  [{ host: '127.0.0.1.evil.example:80' }, false],
  [{ host: 'emulator:8010' }, false],
  [{ host: 'localhost', origin: 'http://localhost' }, false],
  [{ host: 'localhost', origin: 'null' }, false],
])('by itself, %j is local: %j', (headers, isLocal) => expect(isLocalRequest(headers)).toBe(isLocal));

const allowed = localCallers({ hosts: ['Emulator'], origins: ['http://localhost:3000'] });
test.each([
  [{ host: 'emulator:8010' }, true],
  [{ host: 'localhost' }, true],
  [{ host: 'emulator.evil.example' }, false],
  [{ host: 'emulator', origin: 'http://LOCALHOST:3000' }, true],
  [{ host: 'emulator', origin: 'http://localhost:3001' }, false],
  [{ host: 'evil.example', origin: 'http://localhost:3000' }, false],
])('with a host and an origin allowed, %j is local: %j', (headers, isLocal) =>
  expect(allowed(headers)).toBe(isLocal),
);
