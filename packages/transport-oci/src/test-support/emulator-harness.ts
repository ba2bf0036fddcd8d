import { CountedActivity, QueueError, systemClock, type QueueTransport } from '@snoozeq/core';
import { startEmulator, type Emulator } from '@snoozeq/emulator';
import { seededRandom, type Harness, type HarnessFactory } from '@snoozeq/testing';
import { ConfigFileAuthenticationDetailsProvider } from 'oci-common';
import { createOciTransport, type OciTransport } from '../oci-transport.js';
import { createQueue } from './create-queue.js';
import { SteppedClock } from './stepped-clock.js';
import { WireProxy, type Interference } from './wire-proxy.js';

/** Real time after which calls that do not come to an end are given up. */
const PATIENCE_MS = 4_000;

/**
 * The transport over HTTP to an emulator in this process, signatures checked, the queue made by Oracle's own admin client.
 *
 * @param directory where the key is kept; one for many harnesses saves making one for each
 * @param interference what a network between the two does
 */
export const emulatorHarness =
  (directory: string, interference?: Interference): HarnessFactory =>
  async (settings) => {
    const clock = new SteppedClock();
    const random = seededRandom(1);
    const emulator = await startEmulator({
      clock,
      random,
      auth: 'required',
      credentialsDir: directory,
    });
    const proxy = interference && new WireProxy(emulator.origin, interference);
    const endpoint = (await proxy?.start()) ?? emulator.origin;
    const credentials = credentialsOf(emulator);
    const { configFile, profile } = credentials;
    const provider = new ConfigFileAuthenticationDetailsProvider(configFile, profile);
    const queueId = await createQueue(emulator.origin, provider, {
      retentionInSeconds: settings.retentionMs / 1_000,
      deadLetterQueueDeliveryCount: settings.maxDeliveries,
    });
    const clients: Client[] = [];
    const connect = (): OciTransport => {
      const activity = new CountedActivity(`client-${clients.length + 1}`);
      const common = { queueId, credentials, processClock: systemClock, random };
      const transport = createOciTransport({ ...common, endpoint, activity });
      clients.push({ transport, activity });
      return transport;
    };
    const untilQuiet = () => quiet(clock, clients);
    const transport = connect();
    return {
      transport,
      inspection: transport,
      second: connect,
      clock: { now: () => clock.now(), advanceBy: (ms) => advance(clock, clock.now() + ms, untilQuiet) },
      settings,
      whenPolling: untilQuiet,
      close: async () => {
        await Promise.all(clients.map(({ transport }) => transport.close()));
        await proxy?.stop();
        await emulator.close();
      },
    } satisfies Harness;
  };

interface Client {
  readonly transport: QueueTransport;
  readonly activity: CountedActivity;
}

const credentialsOf = ({ credentials }: Emulator) => {
  const { configFile, profile } = credentials ?? {};
  if (configFile === undefined || profile === undefined) throw new Error('the emulator checks no signatures');
  return { configFile, profile };
};

/** Stops at every timer on the way, so that what it sets off has been answered and seen before the next one. */
const advance = async (clock: SteppedClock, toMs: number, untilQuiet: () => Promise<void>): Promise<void> => {
  await untilQuiet();
  for (let next = clock.nextTimerMs; next !== undefined && next <= toMs; next = clock.nextTimerMs) {
    await clock.advanceTo(next);
    await untilQuiet();
  }
  await clock.advanceTo(toMs);
};

/** Resolves when only long polls are open, and both sides know the same ones: then nothing is on its way. */
const quiet = async (clock: SteppedClock, clients: readonly Client[]): Promise<void> => {
  const untilMs = systemClock.now() + PATIENCE_MS;
  do {
    if (systemClock.now() > untilMs) throw new QueueError('timeout', 'calls do not come to an end');
    await new Promise((resolve) => setImmediate(resolve));
  } while (!isQuiet(clock, clients));
};

const isQuiet = (clock: SteppedClock, clients: readonly Client[]): boolean => {
  const states = clients.map(({ activity }) => activity.state);
  return states.every(({ busy }) => busy === 0) && clock.hasOnly(states.flatMap(({ waiting }) => waiting));
};
