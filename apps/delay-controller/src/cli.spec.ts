import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { QueueError, VirtualClock, type QueueTransport } from '@snoozeq/core';
import { coreModule, PROCESS_CLOCK, QUEUE_CLOCK, QUEUE_SETTINGS, TRANSPORT } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { createMemoryQueue, type MemoryQueue } from '@snoozeq/transport-memory';
import { Container } from 'inversify';
import { runCli, type CliParts } from './cli.js';
import { controllerAppModule } from './controller-app.module.js';
import { delayControllerModule } from './delay-controller.module.js';
import { HOUR_MS } from './spec-support/controller-stage.js';
import { CONTROLLER_APP } from './tokens.js';

const SETTINGS = {
  ...{ retentionMs: 168 * HOUR_MS, maxDeliveries: 0, maxHideMs: 12 * HOUR_MS, maxMessageBytes: 262_144 },
};
const REQUIRED = ['--queue', 'ocid1.queue.oc1.x.y', '--endpoint', 'http://127.0.0.1:1'];

let folder: string;
let clock: VirtualClock;
let queue: MemoryQueue;
let transport: QueueTransport;
let written: { output: string; error: string };
let stop: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'controller-'));
  clock = new VirtualClock();
  queue = createMemoryQueue({ clock, random: () => 0.5 });
  transport = queue.connect();
  written = { output: '', error: '' };
  stop = new AbortController();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The app as it is shipped, on a queue in this process. */
const open: CliParts['open'] = async (options, terminal) => {
  const container = new Container();
  container.load(coreModule(), delayPolicyModule(), delayControllerModule());
  container.load(controllerAppModule(options, terminal));
  container.bind(QUEUE_SETTINGS).toConstantValue(SETTINGS);
  container.bind(TRANSPORT).toConstantValue(transport);
  container.rebind(QUEUE_CLOCK).toConstantValue(clock);
  container.rebind(PROCESS_CLOCK).toConstantValue(clock);
  return { app: container.get(CONTROLLER_APP), close: async () => container.unbindAll() };
};
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const begin = (input: string, args: readonly string[], isInteractive = false) =>
  runCli([...REQUIRED, '-', ...args], {
    terminal: {
      isInteractive,
      output: (text) => void (written.output += text),
      error: (text) => void (written.error += text),
    },
    stdin: bytesOf(input),
    open,
    stopSignal: () => stop.signal,
  });
/** Time passes by itself. */
const run = async (input: string, ...args: string[]) => {
  const exit = begin(input, args);
  let isOver = false;
  void exit.then(() => (isOver = true));
  for (let seconds = 0; !isOver && seconds < 600; seconds += 1) await clock.advanceBy(1_000);
  return exit;
};
const linesOf = (count: number): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ key: `k${index + 1}`, body: { index }, offsetSeconds: 3_600 + index }),
  ).join('\n');

describe('a good input', () => {
  test('is published and hidden, and the report is one line of JSON', async () => {
    expect(await run(linesOf(100), '--json')).toBe(0);
    expect(written.output).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(written.output)).toMatchObject({
      ...{ ending: 'complete', messages: 100, invalid: 0, published: 100, hidden: 100 },
      calls: { put: 5, get: 5, update: 5 },
    });
    expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 100 });
  });

  test('is told to people in a summary, behind the progress of both steps', async () => {
    expect(await run(linesOf(20))).toBe(0);
    expect(written.output).toBe(
      '20 of 20 messages published.\nOf these 20 hidden until due.\n3 service calls: 1 put, 1 get, 1 update.\n',
    );
    expect(written.error).toMatch(/^10 % 2\/20 published\n[^]*100 % 20\/20 published\n10 % 2\/20 hidden\n/);
    expect(written.error).toMatch(/100 % 20\/20 hidden\n$/);
  });

  test('draws two bars for a person', async () => {
    await begin(linesOf(2), [], true);
    expect(written.error).toMatch(/\r\[#{30}] 100 % 2\/2 published\n\r[^\n]*\r\[#{30}] 100 % 2\/2 hidden\n$/);
  });

  test('with --quiet says nothing', async () => {
    expect(await run(linesOf(2), '--quiet')).toBe(0);
    expect(written).toEqual({ output: '', error: '' });
  });

  test('leaves the answers and every step in a file, by line and without bodies', async () => {
    const steps = join(folder, 'steps.ndjson');
    await run(`\n${linesOf(1)}`, '--steps', steps);
    const text = readFileSync(steps, 'utf8');
    const records = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(records).toEqual([
      {
        ...{ step: 'published', line: 2, key: 'k1', id: expect.stringMatching(/^[0-9a-f]{32}$/) },
        ...{ serviceId: expect.stringMatching(/^\d+$/), dueAtMs: expect.any(Number) },
      },
      { step: 'hidden', line: 2, key: 'k1', id: expect.any(String), untilMs: expect.any(Number) },
    ]);
    expect(text).not.toContain('index');
  });

  test('--visibility is what a poll asks for', async () => {
    const leases: number[] = [];
    const { receive } = transport;
    transport.receive = (request, ...more) => {
      leases.push(request.leaseMs);
      return receive.call(transport, request, ...more);
    };
    await run(linesOf(1), '--visibility', '12s');
    expect(leases).toEqual([12_000]);
  });
});

describe('a bad input', () => {
  const mixed = `${linesOf(1)}\nnonsense\n{"key":"far","body":"s3cret","in":"13h"}`;

  test('publishes nothing and tells every line', async () => {
    expect(await run(mixed, '--json')).toBe(2);
    expect(written.error).toMatch(
      /^delay-controller: line 2: not JSON.*\ndelay-controller: line 3: in 13h: refused, the controller hides.*12h.*\n$/,
    );
    expect(written.error).not.toContain('s3cret');
    expect(JSON.parse(written.output)).toMatchObject({
      ...{ ending: 'refused', messages: 2, invalid: 1, refused: 1, unsent: 1, published: 0 },
    });
    expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test('of which all lines can be read is refused by the planner in the same way', async () => {
    expect(await run('{"key":"far","body":1,"in":"13h"}')).toBe(2);
    expect(written.error).toMatch(/^delay-controller: line 1: in 13h: refused.*\n$/);
    expect(written.output).toMatch(/^Nothing was published. Correct the lines above/);
  });

  test('is left out with --skip-invalid, and said', async () => {
    expect(await run(mixed, '--skip-invalid')).toBe(0);
    expect(written.output).toMatch(
      /^1 of 2 messages published, 1 refused\.\nOf these 1 hidden until due\.\n/,
    );
    expect(written.error).toMatch(/line 2: not JSON[^]*line 3: in 13h: refused/);
  });

  test.each([
    ['that is empty', '\n', [], /holds no message.*at least one line/],
    [
      'an option out of range',
      linesOf(1),
      ['--visibility', '2m'],
      /visibilityMs is 120000: .* 1000 to 60000/,
    ],
    ['an option that is no duration', linesOf(1), ['--find-within', '60'], /--find-within is not a duration/],
    ['an unknown option', linesOf(1), ['--nope'], /unknown option '--nope'. Run delay-controller --help/],
    ['a file that cannot be opened', linesOf(1), ['--steps', '/nowhere/s'], /--steps \/nowhere\/s cannot be/],
  ])('%s: exit 2 and one line', async (_name, input, args, text) => {
    expect(await run(input, ...args)).toBe(2);
    expect(written.error).toMatch(text);
    expect(written.error.split('\n')).toHaveLength(2);
    expect(queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });
});

describe('an end before the end', () => {
  test('a stop: exit 130, and what was left is counted', async () => {
    const { receive } = transport;
    transport.receive = (...call) => {
      stop.abort();
      return receive.apply(transport, call);
    };
    expect(await run(linesOf(40))).toBe(130);
    expect(written.output).toMatch(
      /^Stopped: 40 of 40 messages published\.\nOf these .* not found before the end\./,
    );
  });

  test('a service that refuses: exit 1 with the reason, once', async () => {
    transport.receive = () => Promise.reject(new QueueError('unauthorised', 'no permission to consume'));
    expect(await run(linesOf(2), '--quiet')).toBe(1);
    expect(written.error).toBe(
      'delay-controller: a poll was refused: [unauthorised] no permission to consume\n',
    );
  });

  test('a disk that is full: the run stops, and says so after what it did', async () => {
    expect(await run(linesOf(1_000), '--steps', '/dev/full')).toBe(1);
    expect(written.output).toMatch(/^Stopped: \d+ of 1000 messages published/);
    expect(written.error).toMatch(/delay-controller: --steps \/dev\/full cannot be written \(ENOSPC\).*\n$/);
  });

  test('--help is no mistake', async () => {
    expect(await begin('', ['--help'])).toBe(0);
    expect(written.output).toMatch(/--visibility <DURATION>[^]*Exit codes: 0 /);
  });
});
