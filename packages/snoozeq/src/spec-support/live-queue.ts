import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cryptoRandom, systemClock } from '@snoozeq/core';
import { startEmulator, type EmulatorClock } from '@snoozeq/emulator';

/** A queue of an emulator that checks signatures, on system time, and the environment that leads to it. */
export interface LiveQueue {
  readonly environment: Readonly<Record<string, string>>;
  /** Messages that the queue holds, hidden ones included. */
  messageCount(): number;
  close(): Promise<void>;
}

const ignore = (): void => undefined;
const realTime: EmulatorClock = {
  ...systemClock,
  requestReceived: ignore,
  requestEnded: ignore,
  setNextEvent: ignore,
  onMoved: ignore,
};

/** Settings of the queue, in the words of the service. */
export interface LiveQueueSettings {
  readonly retentionInSeconds?: number;
  readonly deadLetterQueueDeliveryCount?: number;
}

export const startLiveQueue = async (settings: LiveQueueSettings = {}): Promise<LiveQueue> => {
  const directory = mkdtempSync(join(tmpdir(), 'snoozeq-readme-'));
  const emulator = await startEmulator({
    clock: realTime,
    random: cryptoRandom,
    auth: 'required',
    credentialsDir: directory,
  });
  const { id } = emulator.queues.createActive({
    displayName: 'readme',
    compartmentId: 'ocid1.compartment.oc1..readme',
    retentionInSeconds: 604_800,
    ...settings,
  });
  return {
    environment: {
      QUEUE_OCID: id,
      OCI_CONFIG: emulator.credentials?.configFile ?? '',
      ADMIN_ENDPOINT: emulator.origin,
      MESSAGES_ENDPOINT: emulator.origin,
    },
    messageCount: () => countOf(emulator.queues.live(id).stats()),
    close: async () => {
      await emulator.close();
      rmSync(directory, { recursive: true });
    },
  };
};

const countOf = ({ visible, inFlight }: { readonly visible: number; readonly inFlight: number }): number =>
  visible + inFlight;
