import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommanderError } from 'commander';
import { emulatorCommand, type Flags } from './flags.js';

const parse = (...args: string[]): Flags =>
  emulatorCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parse(args, { from: 'user' })
    .opts();

const complaint = (...args: string[]): string => {
  try {
    parse(...args);
  } catch (error) {
    return (error as CommanderError).message;
  }
  return 'nothing';
};

test('by itself it is strict, and for this machine only', () => {
  expect(parse()).toEqual({
    port: 0,
    host: '127.0.0.1',
    configDir: '.snoozeq',
    publicKey: {},
    allowHost: [],
    allowOrigin: [],
    auth: true,
    skip: false,
    limit: {},
    mode: {},
    queues: [],
    limits: false,
    untilStdinEnds: false,
  });
});

test('repeated flags add up', () => {
  const args = ['--allow-host', 'a', '--allow-host', 'b', '--limit', 'inFlight=off', '--limit', 'batch=5'];
  expect(parse(...args, '--mode', 'pastRetention=reject')).toMatchObject({
    allowHost: ['a', 'b'],
    limit: { inFlight: Number.POSITIVE_INFINITY, batch: 5 },
    mode: { pastRetention: 'reject' },
  });
});

test.each([
  ['2026-01-05T00:00:00Z', Date.UTC(2026, 0, 5)],
  ['2026-01-05T00:00:00.250+02:00', Date.UTC(2026, 0, 4, 22, 0, 0, 250)],
  ['2024-02-29T12:00:00Z', Date.UTC(2024, 1, 29, 12)],
])('--start-at %s', (text, atMs) => expect(parse('--start-at', text).startAt).toBe(atMs));

test('--queues reads a file of definitions', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'snoozeq-flags-')), 'queues.json');
  writeFileSync(file, '{ "queues": [{ "displayName": "orders" }] }');
  expect(parse('--queues', file).queues).toEqual([{ displayName: 'orders' }]);
  for (const wrong of ['{ "queues": {} }', '[]', 'null', '{ "queues": [], "more": 1 }']) {
    writeFileSync(file, wrong);
    expect(complaint('--queues', file)).toMatch(/is not of the form/);
  }
  writeFileSync(file, '{');
  expect(complaint('--queues', file)).toMatch(/queues\.json is not JSON/);
});

test('--faults reads a plan, and refuses one that is wrong', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'snoozeq-flags-')), 'faults.json');
  writeFileSync(file, '{ "rules": [{ "kind": "throttle", "rate": 0.1 }] }');
  expect(parse('--faults', file).faults).toEqual({ rules: [{ kind: 'throttle', rate: 0.1 }] });
  writeFileSync(file, '{ "rules": [{ "kind": "throttle", "rate": 10 }] }');
  expect(complaint('--faults', file)).toMatch(/rules\[0\]\.rate is 10\. Write a number from 0 to 1/);
});

test.each([
  [['--port', '65536'], /A port is a number from 0/],
  [['--port', '-1'], /A port is a number/],
  [['--start-at', '2026-02-30T00:00:00Z'], /An instant looks like/],
  [['--start-at', '2026-01-05'], /An instant looks like/],
  [['--start-at', '2026-01-05T25:00:00Z'], /An instant looks like/],
  [['--seed', '1.5'], /A seed is a whole number/],
  [['--limit', 'batch'], /takes a name and a value, such as messageBytes=/],
  [['--limit', 'bach=5'], /There is no limit bach\. Use one of: batch/],
  [['--limit', 'batch=-5'], /takes a whole number, or off/],
  [['--mode', 'pastRetention=maybe'], /cannot be "maybe"\. Use one of: clamp, reject/],
  [['--mode', 'toString=clamp'], /There is no mode "toString"/],
  [['--public-key', 'id=no-such-file.pem'], /The file no-such-file\.pem cannot be read/],
  [['--queues', 'no-such-file.json'], /no-such-file\.json cannot be read/],
  [['--faults', 'no-such-file.json'], /no-such-file\.json cannot be read\. Name a file with a fault plan/],
  [['--nonsense'], /unknown option '--nonsense'/],
])('%j is refused', (args, message) => expect(complaint(...args)).toMatch(message));
