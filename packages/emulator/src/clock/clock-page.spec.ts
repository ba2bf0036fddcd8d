import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startEmulator, type Emulator } from '../start-emulator.js';
import { CLOCK_COMMANDS } from './clock-commands.js';

const PAGE = readFileSync(
  fileURLToPath(new URL('../../../../docs/emulator/clock.md', import.meta.url)),
  'utf8',
);
const CURL = /^curl (?:-X (?<method>POST) )?\$clock(?<path>\S*)(?: -d '(?<body>.*)')?$/;
const curls = PAGE.split('\n').filter((line) => line.startsWith('curl '));

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ auth: 'off' });
});
afterAll(() => emulator.close());

test.each(curls)('%s', async (line) => {
  const { method = 'GET', path = '', body } = CURL.exec(line)?.groups ?? {};
  const init = { method, ...(body !== undefined && { body }) };
  const response = await fetch(`${emulator.origin}/_emulator/clock${path}`, init);
  expect(await response.json()).toMatchObject({ nowMs: expect.any(Number) });
  expect(response.status).toBe(200);
});

test('the page has an example of every command, and a row for it', () => {
  for (const name of CLOCK_COMMANDS) {
    expect(curls.filter((line) => line.includes(`$clock/${name}`))).not.toEqual([]);
    expect(PAGE).toContain(`| \`${name}\``);
  }
});

test('the example in TypeScript runs', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('../../examples/send-time-ahead.js');
  expect(log.mock.calls.flat()).toEqual([expect.stringMatching(/^it is .*Z, after another 92 hours$/)]);
});
