import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { admit, consume, CountedActivity, handle, seededRandom, settle, systemClock } from '@snoozeq/core';
import { CONSUMER, QUEUE_CLOCK } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { startEmulator, type Emulator } from '@snoozeq/emulator';
import { openApp, queueOptions, stampOf } from '@snoozeq/producer-app/shell';
import { createOciTransport } from '@snoozeq/transport-oci';
import { clockControl } from '@snoozeq/wire-clock';
import { runCli } from './cli.js';
import { compose } from './compose.js';

jest.setTimeout(30_000);

const COUNT = 100;
const MINUTE_MS = 60_000;

/** `offsetSeconds` from one hour on, a minute apart. */
const INPUT = Array.from({ length: COUNT }, (_, index) =>
  JSON.stringify({ key: `k${index}`, body: { index }, offsetSeconds: 3_600 + 60 * index }),
).join('\n');

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const credentialsOf = ({ credentials }: Emulator) => ({ configFile: credentials?.configFile ?? '' });

/** How both commands reach the queue. */
const flagsFor = ({ origin, stomp, credentials }: Emulator, transport: 'oci' | 'hybrid') => {
  const configFile = credentials?.configFile ?? '';
  const stompFile = join(dirname(configFile), 'stomp.json');
  writeFileSync(stompFile, JSON.stringify(stomp));
  return {
    ...{ transport, adminEndpoint: origin, config: configFile, clock: origin },
    ...(transport === 'hybrid' && { stomp: stompFile }),
  };
};

/** The command as it is shipped, in this process. */
const runController = async (queue: string, flags: ReturnType<typeof flagsFor>) => {
  let output = '';
  const { transport, adminEndpoint, config, clock, stomp } = flags;
  const address = ['--queue', queue, '--admin-endpoint', adminEndpoint, '--config', config, '--clock', clock];
  const over = ['--transport', transport, ...(stomp === undefined ? [] : ['--stomp', stomp])];
  const exit = await runCli([...address, ...over, '--json', '-'], {
    terminal: { isInteractive: false, output: (text) => void (output += text), error: () => undefined },
    stdin: bytesOf(INPUT),
    open: compose,
    stopSignal: () => new AbortController().signal,
  });
  return { exit, report: JSON.parse(output) as unknown };
};

/** A consumer with the default gate that follows the clock; notes how late each handler started. */
const startConsumer = async (queue: string, flags: ReturnType<typeof flagsFor>) => {
  const options = queueOptions({ queue, ...flags });
  const { app, close } = await openApp('consumer', options, (container) => {
    container.load(delayPolicyModule({ stamp: stampOf(options.place) }));
    return { runtime: container.get(CONSUMER), clock: container.get(QUEUE_CLOCK) };
  });
  const { runtime, clock } = app;
  const latenessMs: number[] = [];
  const handler = {
    handle: (_body: unknown, { dueAtMs = Number.NaN }: { readonly dueAtMs?: number }): void =>
      void latenessMs.push(clock.now() - dueAtMs),
  };
  const running = consume(runtime, (delivery$) =>
    delivery$.pipe(admit(runtime), handle(runtime, handler), settle(runtime)),
  ).subscribe();
  return {
    latenessMs,
    close: async () => {
      running.unsubscribe();
      await close();
    },
  };
};

test.each(['oci', 'hybrid'] as const)(
  'over %s: published, found by the stamp, hidden in full batches, and handled when the clock has moved',
  async (transport) => {
    const credentialsDir = mkdtempSync(join(tmpdir(), 'controller-e2e-'));
    const emulator = await startEmulator({ credentialsDir, random: seededRandom(1), stomp: { port: 0 } });
    const flags = flagsFor(emulator, transport);
    const { id } = emulator.queues.createActive({
      ...{
        displayName: 'delayed',
        compartmentId: 'ocid1.compartment.oc1..spec',
        retentionInSeconds: 604_800,
      },
    });
    const control = clockControl(emulator.origin);
    const other = createOciTransport({
      ...{ queueId: id, endpoint: emulator.origin, credentials: credentialsOf(emulator) },
      ...{ processClock: systemClock, random: seededRandom(2), activity: new CountedActivity('other') },
    });
    try {
      await other.send([{ content: '"not of the list"', lane: 'ready' }]);
      await control.freeze();
      expect(await runController(id, flags)).toEqual({
        exit: 0,
        report: expect.objectContaining({
          ...{ ending: 'complete', published: COUNT, hidden: COUNT, preempted: 0, unfound: 0 },
          foreign: expect.objectContaining({ released: 1 }),
        }),
      });
      const stats = () => emulator.queues.live(id).stats();
      expect(stats()).toMatchObject({ visible: 1, inFlight: COUNT });
      const [foreign] = await other.receive({ limit: 20, waitMs: 0, leaseMs: 1_000, lane: 'ready' });
      expect(foreign?.message.content).toBe('"not of the list"');
      if (foreign) await other.ack([foreign.receipt]);

      // Ordinary consumers see nothing before it is due; one that looks a second earlier finds the queue empty.
      await control.advance(59 * MINUTE_MS);
      expect(stats()).toMatchObject({ visible: 0, inFlight: COUNT });
      const consumer = await startConsumer(id, flags);
      await control.advance(3 * 60 * MINUTE_MS);
      expect(consumer.latenessMs).toHaveLength(COUNT);
      expect(Math.min(...consumer.latenessMs)).toBeGreaterThanOrEqual(0);
      await consumer.close();
      expect(stats()).toMatchObject({ visible: 0, inFlight: 0 });
    } finally {
      await other.close();
      await emulator.close();
      rmSync(credentialsDir, { recursive: true });
    }
  },
);
