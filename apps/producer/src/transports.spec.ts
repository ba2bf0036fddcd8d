import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seededRandom, systemClock, type Delivery } from '@snoozeq/core';
import { startEmulator, type Emulator } from '@snoozeq/emulator';
import { createOciTransport } from '@snoozeq/transport-oci';
import { runCli } from './cli.js';
import { compose } from './compose.js';

const folder = mkdtempSync(join(tmpdir(), 'producer-transports-'));
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ credentialsDir: folder, stomp: { port: 0 } });
  writeFileSync(join(folder, 'stomp.json'), JSON.stringify(emulator.stomp));
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The command as it is shipped, in this process. */
const run = async (input: string, ...args: readonly string[]) => {
  const told = { output: '', error: '' };
  const exit = await runCli([...args, '-'], {
    terminal: {
      isInteractive: false,
      output: (text) => void (told.output += text),
      error: (text) => void (told.error += text),
    },
    stdin: bytesOf(input),
    open: compose,
    stopSignal: () => new AbortController().signal,
  });
  return { exit, ...told };
};

/** A queue of its own, and what it takes to reach it. */
const aQueue = async (displayName: string) => {
  const queueId = await emulator.defineQueue({ displayName, retentionInSeconds: 604_800 });
  const credentials = { configFile: emulator.credentials?.configFile ?? '' };
  const args = ['--queue', queueId, '--admin-endpoint', emulator.origin, '--config', credentials.configFile];
  const received = async (): Promise<readonly Delivery[]> => {
    const rest = createOciTransport({
      ...{ queueId, endpoint: emulator.origin, credentials },
      ...{ processClock: systemClock, random: seededRandom(1) },
    });
    try {
      return await rest.receive({ limit: 20, waitMs: 0, leaseMs: 1_000, lane: 'ready' });
    } finally {
      await rest.close();
    }
  };
  return { args, received };
};

const LINE = '{"key":"trial-7","body":{"plan":"team"},"in":"2h"}';
const stompFile = ['--stomp', join(folder, 'stomp.json')];

test.each([
  ['stomp', stompFile],
  ['hybrid', stompFile],
  ['hybrid', []],
])('over %s with %j the stamp travels in an envelope', async (transport, more) => {
  const { args, received } = await aQueue(transport);
  const { exit, output } = await run(LINE, ...args, '--transport', transport, ...more, '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ lines: 1, published: 1, failed: 0 });
  const [delivery] = await received();
  expect(delivery?.message.properties).toEqual({});
  expect(JSON.parse(delivery?.message.content ?? '')).toEqual({
    snoozeq: expect.objectContaining({ v: 1, key: 'trial-7', dueAt: expect.any(String) }),
    data: { plan: 'team' },
  });
});

test('over oci it travels in properties', async () => {
  const { args, received } = await aQueue('oci');
  expect((await run(LINE, ...args)).exit).toBe(0);
  const [delivery] = await received();
  expect(delivery?.message).toMatchObject({
    content: '{"plan":"team"}',
    properties: { 'snoozeq-key': 'trial-7' },
  });
});

test('a login that is wrong is told as it is over REST: exit 1, and nothing counts as published', async () => {
  const { args, received } = await aQueue('wrong');
  writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ ...emulator.stomp, login: 'somebody/else' }));
  const wrong = ['--transport', 'stomp', '--stomp', join(folder, 'wrong.json'), '--json'];
  const { exit, output, error } = await run(LINE, ...args, ...wrong);
  expect(exit).toBe(1);
  expect(JSON.parse(output)).toMatchObject({ published: 0, failed: 1 });
  expect(error).toMatch(/\[unauthorised] .*NotAuthenticated/);
  expect(await received()).toEqual([]);
});

test('over memory it is a rehearsal, and says so', async () => {
  const { exit, output, error } = await run(LINE, '--transport', 'memory');
  expect(exit).toBe(0);
  expect(output).toMatch(/^1 of 1 messages published\./);
  expect(error).toMatch(/--transport memory is a rehearsal: .* ends with it\n/);
  const tooLong = await run('{"key":"late","body":1,"in":"8d"}', '--transport', 'memory', '--quiet');
  expect(tooLong).toMatchObject({
    exit: 2,
    error: expect.stringMatching(/^producer: line 1: in 8d: refused/),
  });
});
