import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CountedActivity, QueueError, VirtualClock, type QueueTransport } from '@snoozeq/core';
import { ACTIVITY, coreModule, QUEUE_CLOCK, QUEUE_SETTINGS, TRANSPORT } from '@snoozeq/core/di';
import { fileJournal } from '@snoozeq/core/journal-file';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { createMemoryQueue, type MemoryQueue } from '@snoozeq/transport-memory';
import { Container } from 'inversify';
import { runCli, type CliParts } from './cli.js';
import { producerModule } from './producer.module.js';
import { PRODUCER_APP } from './tokens.js';

const HOUR_MS = 3_600_000;
const SETTINGS = {
  retentionMs: 168 * HOUR_MS,
  maxDeliveries: 0,
  maxHideMs: 12 * HOUR_MS,
  maxMessageBytes: 262_144,
};
const REQUIRED = ['--queue', 'ocid1.queue.oc1.x.y', '--endpoint', 'http://127.0.0.1:1'];

let folder: string;
let clock: VirtualClock;
let queue: MemoryQueue;
let activity: CountedActivity;
let transport: QueueTransport;
let written: { output: string; error: string };
let stop: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'producer-'));
  clock = new VirtualClock();
  queue = createMemoryQueue({ clock, random: () => 0.5 });
  activity = new CountedActivity('spec');
  transport = queue.connect();
  written = { output: '', error: '' };
  stop = new AbortController();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The app as it is shipped, on a queue in this process. */
const open: CliParts['open'] = async (options, terminal) => {
  const container = new Container();
  container.load(coreModule(), delayPolicyModule(), producerModule(options, terminal));
  container.bind(QUEUE_SETTINGS).toConstantValue(SETTINGS);
  container.bind(TRANSPORT).toConstantValue(transport);
  container.rebind(QUEUE_CLOCK).toConstantValue(clock);
  container.rebind(ACTIVITY).toConstantValue(activity);
  return { app: container.get(PRODUCER_APP), close: () => container.unbindAllAsync() };
};
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const run = (input: string, ...args: string[]) =>
  runCli([...REQUIRED, '-', ...args], {
    terminal: {
      isInteractive: false,
      output: (text) => void (written.output += text),
      error: (text) => void (written.error += text),
    },
    stdin: bytesOf(input),
    open,
    stopSignal: () => stop.signal,
  });
const path = (name: string): string => join(folder, name);
const linesOf = (count: number): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ key: `k${index + 1}`, body: { index }, offsetSeconds: (count - index) * 600 }),
  ).join('\n');
const stored = () => queue.stats().visible;

describe('a journal', () => {
  const journal = () => fileJournal({ folder: path('journal') });

  test('has what was published, by its key, and no body', async () => {
    const line = JSON.stringify({ key: 'invoice-7', body: 'secret', in: '3h' });
    expect(await run(line, '--journal', path('journal'), '--quiet')).toBe(0);
    const { entries } = await journal().read({ key: 'invoice-7' });
    expect(entries).toMatchObject([{ kind: 'published', dueAtMs: clock.now() + 3 * HOUR_MS, holds: 1 }]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  test('that cannot be written is told, and stops nothing', async () => {
    writeFileSync(path('journal'), 'a file');
    expect(await run(linesOf(3), '--journal', path('journal'), '--quiet')).toBe(0);
    expect(stored()).toBe(3);
    expect(written.error).toMatch(/3 entries of the journal are lost: .*writable folder/);
  });
});

describe('a good input', () => {
  test('is stored, recorded and reported', async () => {
    const outputs = ['--report', path('r.json'), '--published', path('p.ndjson')];
    expect(await run(linesOf(1_000), ...outputs, '--json')).toBe(0);
    const report: unknown = JSON.parse(written.output);
    expect(report).toMatchObject({
      lines: 1_000,
      published: 1_000,
      refused: 0,
      failed: 0,
      invalid: 0,
      unsent: 0,
      repeatedKeys: 0,
    });
    expect(JSON.parse(readFileSync(path('r.json'), 'utf8'))).toEqual(report);
    const records = readFileSync(path('p.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).toHaveLength(1_000);
    expect(records[0]).toEqual({
      ...{ line: 1_000, key: 'k1000', dueAtMs: clock.now() + 600_000 },
      ...{ id: expect.stringMatching(/^[0-9a-f]{32}$/), serviceId: expect.any(String) },
    });
    expect(stored()).toBe(1_000);
    expect(written.error).toMatch(/^40 % 400\/1000\n80 % 800\/1000\n100 % 1000\/1000\n$/);
  });

  test('carries the due time, the key and the body on the wire', async () => {
    await run('{"key":"trial-7","body":{"plan":"team"},"in":"2h"}', '--from', '2026-01-05T01:00:00Z');
    const [delivery] = await transport.receive({ limit: 1, waitMs: 0, leaseMs: 1_000, lane: 'ready' });
    expect(delivery?.message).toMatchObject({
      content: '{"plan":"team"}',
      properties: {
        'snoozeq-key': 'trial-7',
        'snoozeq-due-at': '2026-01-05T03:00:00.000Z',
        'snoozeq-v': '1',
      },
    });
  });

  test('without --json ends with a summary; with --quiet says nothing', async () => {
    await run(linesOf(2));
    expect(written.output).toMatch(/^2 of 2 messages published\.\nPlanned: 2 holds/);
    written = { output: '', error: '' };
    expect(await run(`${linesOf(1)}\n${linesOf(1)}`, '--quiet')).toBe(0);
    expect(written).toEqual({ output: '', error: '' });
  });

  test('that is empty is refused with the remedy', async () => {
    expect(await run('\n')).toBe(2);
    expect(written).toEqual({
      output: '',
      error: expect.stringMatching(/holds no message.*at least one line/),
    });
  });

  test('keeps the process busy from start to end, and not longer', async () => {
    const busy: number[] = [];
    const { send } = transport;
    transport.send = async (...call) => {
      busy.push(activity.state.busy);
      return send.apply(transport, call);
    };
    await run(linesOf(2));
    expect([busy, activity.state.busy]).toEqual([[1], 0]);
  });
});

describe('a bad input', () => {
  const mixed = `${linesOf(1)}\nnonsense\n{"key":"late","body":1,"in":"8d"}`;

  test('publishes nothing and tells why', async () => {
    expect(await run(mixed, '--json')).toBe(2);
    expect(stored()).toBe(0);
    expect(written.error).toMatch(
      /^producer: line 2: not JSON.*\nproducer: line 3: in 8d: refused, retention 7d.*latest due time that fits: 2026-01-11T23:59:30.000Z.*\n$/,
    );
    expect(JSON.parse(written.output)).toMatchObject({
      lines: 3,
      published: 0,
      invalid: 1,
      refused: 1,
      unsent: 1,
    });
  });

  test('publishes the rest with --skip-invalid, as it was asked to, and says what was left out', async () => {
    expect(await run(mixed, '--skip-invalid')).toBe(0);
    expect(stored()).toBe(1);
    expect(written.output).toMatch(/^1 of 3 messages published, 1 refused, 1 invalid\./);
  });
});

describe('an interruption', () => {
  test('stops after the chunk in flight and still reports', async () => {
    const { send } = transport;
    transport.send = async (...call) => {
      stop.abort();
      return send.apply(transport, call);
    };
    expect(await run(linesOf(1_000), '--published', path('p.ndjson'))).toBe(130);
    expect(stored()).toBe(400);
    expect(readFileSync(path('p.ndjson'), 'utf8').trim().split('\n')).toHaveLength(400);
    expect(written.output).toMatch(/^Stopped: 400 of 1000 messages published, 600 not tried\./);
  });

  test('a service that refuses ends the run with the lines and the reason', async () => {
    transport.send = () => Promise.reject(new QueueError('unauthorised', 'no permission. Check the policy.'));
    expect(await run(linesOf(1_000))).toBe(1);
    expect(written.output).toBe('0 of 1000 messages published, 400 failed, 600 not tried.\n');
    expect(written.error).toMatch(
      /\nproducer: line 601: \[unauthorised] no permission[^]*\nproducer: and 380 more\n$/,
    );
  });
});

describe('what cannot begin', () => {
  test.each([
    [
      'a missing file',
      ['missing.ndjson'],
      /^producer: There is no file missing.ndjson. Check the path, or give - .*\n$/,
    ],
    ['a directory', [tmpdir()], /^producer: .* is a directory. Name one NDJSON file.\n$/],
    [
      'an unknown option',
      ['-', '--nope'],
      /^producer: unknown option '--nope'. Run producer --help for the options.\n$/,
    ],
    [
      'an output that cannot be opened',
      ['-', '--report', '/nowhere/r'],
      /^producer: --report \/nowhere\/r cannot be opened \(ENOENT\).*\n$/,
    ],
  ])('%s: exit 2 and one line', async (_name, args, text) => {
    const terminal = {
      isInteractive: false,
      output: () => undefined,
      error: (more: string) => void (written.error += more),
    };
    const parts: CliParts = { terminal, stdin: bytesOf(linesOf(1)), open, stopSignal: () => stop.signal };
    expect(await runCli([...REQUIRED, ...args], parts)).toBe(2);
    expect(written.error).toMatch(text);
    expect(stored()).toBe(0);
  });

  test.each([
    ['misconfigured', 2],
    ['unavailable', 1],
  ] as const)('a queue that answers %s: exit %i', async (code, exit) => {
    const terminal = {
      isInteractive: false,
      output: () => undefined,
      error: (more: string) => void (written.error += more),
    };
    const failing = () => Promise.reject(new QueueError(code, 'check\n  the endpoint'));
    const parts: CliParts = { terminal, stdin: bytesOf(''), open: failing, stopSignal: () => stop.signal };
    expect(await runCli([...REQUIRED, '-'], parts)).toBe(exit);
    expect(written.error).toBe(`producer: [${code}] check the endpoint\n`);
  });

  test('a file is read like standard input', async () => {
    writeFileSync(path('in.ndjson'), `\uFEFF${linesOf(3)}\r\n`);
    const terminal = { isInteractive: true, output: () => undefined, error: () => undefined };
    const parts: CliParts = { terminal, stdin: bytesOf(''), open, stopSignal: () => stop.signal };
    expect(await runCli([...REQUIRED, path('in.ndjson')], parts)).toBe(0);
    expect(stored()).toBe(3);
  });
});
