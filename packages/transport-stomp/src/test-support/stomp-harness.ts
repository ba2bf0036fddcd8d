import { readFileSync } from 'node:fs';
import { VirtualClock, type EpochMs, type QueueInspection, type QueueTransport } from '@snoozeq/core';
import { startEmulator, type EmulatorClock } from '@snoozeq/emulator';
import type { Harness, HarnessFactory } from '@snoozeq/testing';
import type { StompOptions } from '../options.js';
import { createStompTransport } from '../stomp-transport.js';

/** The emulator's time, which stands still until a test moves it. */
class StillClock implements EmulatorClock {
  readonly time = new VirtualClock();
  now(): EpochMs {
    return this.time.now();
  }
  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.time.schedule(atMs, task);
  }
  requestReceived(): void {}
  requestEnded(): void {}
  setNextEvent(): void {}
  onMoved(): void {}
}

/** Turns of the event loop in which a frame and its answer have crossed loopback, several times over. */
const TURNS = 40;

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** What a transport is to connect with: the emulator's own login, deadlines in its time. */
export interface StompPlace extends StompOptions {
  readonly origin: string;
  /** Where the emulator keeps its credentials. */
  readonly directory: string;
}

/** A client of the queue, with the part of it that can look, if there is one. */
export interface StompClient {
  readonly transport: QueueTransport;
  readonly inspection?: QueueInspection;
}

const overStomp = (place: StompPlace): StompClient => ({ transport: createStompTransport(place) });

export const stompHarness =
  (directory: string, connect: (place: StompPlace) => StompClient = overStomp): HarnessFactory =>
  async (settings) => {
    const clock = new StillClock();
    const emulator = await startEmulator({
      clock,
      credentialsDir: directory,
      stomp: { port: 0 },
      queues: [
        {
          id: 'ocid1.queue.oc1..contract',
          displayName: 'contract',
          retentionInSeconds: settings.retentionMs / 1_000,
          deadLetterQueueDeliveryCount: settings.maxDeliveries,
        },
      ],
    });
    const { port = 0, login = '', tokenFile = '' } = emulator.stomp ?? {};
    const clients: QueueTransport[] = [];
    const open = (): StompClient => {
      const client = connect({
        ...{ queueId: 'ocid1.queue.oc1..contract', host: '127.0.0.1', port, tls: 'off', login },
        authToken: readFileSync(tokenFile, 'utf8').trim(),
        processClock: { now: () => clock.now(), schedule: (atMs, task) => clock.schedule(atMs, task) },
        callTimeoutMs: 1e12,
        origin: emulator.origin,
        directory,
      });
      clients.push(client.transport);
      return client;
    };
    return {
      ...open(),
      second: () => open().transport,
      clock: {
        now: () => clock.now(),
        advanceBy: async (ms) => {
          await turns();
          await clock.time.advanceBy(ms);
          await turns();
        },
      },
      settings,
      whenPolling: turns,
      close: async () => {
        await Promise.all(clients.map((client) => client.close()));
        await emulator.close();
      },
    } satisfies Harness;
  };
