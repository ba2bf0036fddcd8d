import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { ACTIVITY, PROCESS_CLOCK, QUEUE_INSPECTION, RANDOM, TRANSPORT } from '@snoozeq/core/di';
import { Container } from 'inversify';
import { readStompConfig } from './stomp-config.js';
import { stampOf, transportModules } from './transports.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consumer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileWith = (text: string): string => {
  const file = join(folder, 'file');
  writeFileSync(file, text);
  return file;
};
const provider = {
  getKeyId: () => Promise.resolve('t/u/f'),
  getPrivateKey: () => '',
  getPassphrase: () => null,
};
const oci = { queueId: 'q', endpoint: 'http://127.0.0.1:9', credentials: provider };
const stomp = (): ReturnType<typeof readStompConfig> => ({
  host: '127.0.0.1',
  port: 9,
  login: 't/u',
  tokenFile: fileWith('token\n'),
});

const composed = (transport: 'oci' | 'stomp' | 'hybrid'): Container => {
  const container = new Container();
  container.bind(PROCESS_CLOCK).toConstantValue(new VirtualClock());
  container.bind(RANDOM).toConstantValue(() => 0.5);
  container
    .bind(ACTIVITY)
    .toConstantValue({ name: 'me', begin: () => () => undefined, beginWaiting: () => () => undefined });
  container.load(...transportModules({ transport, stomp: stomp() }, oci));
  return container;
};

test.each([
  ['hybrid', 43_200_000, 'envelope'],
  ['stomp', 0, 'envelope'],
] as const)('%s hides for up to %i ms, and its stamp travels as %s', (transport, maxHideMs, stamp) => {
  expect(composed(transport).get(TRANSPORT).capabilities.maxHideMs).toBe(maxHideMs);
  expect(stampOf(transport)).toEqual({ stamp });
});

test('hybrid looks at the queue over REST', () => {
  expect(composed('hybrid').get(QUEUE_INSPECTION)).toBeDefined();
});

test('over STOMP it has to be told where that is', () => {
  expect(() => transportModules({ transport: 'hybrid' }, oci)).toThrow(/--transport hybrid takes --stomp/);
  expect(stampOf('oci')).toEqual({ stamp: 'properties' });
});

test('what the emulator prints is what it reads', () => {
  const told = { host: 'h', port: 1, login: 'l', tokenFile: 't' };
  expect(readStompConfig(fileWith(JSON.stringify(told)))).toEqual(told);
});

test.each(['', '[1', '"text"', '{"host":"h","login":"secret"}', '{"host":1,"login":"l","tokenFile":"t"}'])(
  'a file with %j is refused and not quoted',
  (text) => {
    const read = (): unknown => readStompConfig(fileWith(text));
    expect(read).toThrow(/is no JSON object|has no text/);
    expect(read).not.toThrow(/secret/);
  },
);
