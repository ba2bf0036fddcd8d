import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CircuitBreaker,
  ConfigFileAuthenticationDetailsProvider,
  NoRetryConfigurationDetails,
} from 'oci-common';
import { QueueAdminClient, QueueClient, type models } from 'oci-queue';
import type { EmulatorOptions } from '../emulator-options.js';
import { startEmulator, type Emulator } from '../start-emulator.js';
import { ensureDevCredentials, type DevCredentials } from '../auth/dev-credentials.js';
import { TestClock } from './test-clock.js';

export interface TestEmulator {
  readonly emulator: Emulator;
  readonly clock: TestClock;
  readonly client: QueueClient;
  readonly admin: QueueAdminClient;
  readonly credentials: DevCredentials;
  readonly directory: string;
  /** Creates a queue with Oracle's admin client and returns its id. */
  createQueue(details?: Partial<models.CreateQueueDetails>): Promise<string>;
  close(): Promise<void>;
}

export const COMPARTMENT = 'ocid1.compartment.oc1..test';

/** One key for all emulators of a file: making one takes longer than most tests. */
let keyPem: string | undefined;
const credentialsIn = (directory: string): DevCredentials => {
  const keyFile = join(directory, 'api-key.pem');
  if (keyPem !== undefined) writeFileSync(keyFile, keyPem);
  const credentials = ensureDevCredentials(directory);
  keyPem ??= readFileSync(keyFile, 'utf8');
  return credentials;
};

/** An emulator on a free port with Oracle's own clients, unmodified. */
export const startTestEmulator = async (options: EmulatorOptions = {}): Promise<TestEmulator> => {
  const directory = await mkdtemp(join(tmpdir(), 'snoozeq-emulator-'));
  const clock = new TestClock();
  let state = 0;
  const random = (): number => (state = (state * 16_807 + 11) % 2_147_483_647) / 2_147_483_647;
  const credentials = credentialsIn(directory);
  const emulator = await startEmulator({
    clock,
    random,
    credentialsDir: directory,
    ...options,
    limits: { queues: 1_000, ...options.limits },
  });
  const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(
    credentials.configFile,
    credentials.profile,
  );
  const configuration = {
    circuitBreaker: new CircuitBreaker({ disableClientCircuitBreaker: true }),
    retryConfiguration: NoRetryConfigurationDetails,
  };
  const client = new QueueClient({ authenticationDetailsProvider }, configuration);
  const admin = new QueueAdminClient({ authenticationDetailsProvider }, configuration);
  client.endpoint = emulator.origin;
  admin.endpoint = emulator.origin;

  const createQueue = async (details: Partial<models.CreateQueueDetails> = {}): Promise<string> => {
    const createQueueDetails = { displayName: 'test', compartmentId: COMPARTMENT, ...details };
    const { opcWorkRequestId } = await admin.createQueue({ createQueueDetails });
    const { workRequest } = await admin.getWorkRequest({ workRequestId: opcWorkRequestId });
    return workRequest.resources[0]?.identifier ?? '';
  };
  const close = async (): Promise<void> => {
    client.close();
    admin.close();
    await emulator.close();
    await rm(directory, { recursive: true });
  };
  return { emulator, clock, client, admin, credentials, directory, createQueue, close };
};

/** What Oracle's client throws for a refusal. */
export interface Refusal {
  readonly statusCode: number;
  readonly serviceCode: string;
  readonly message: string;
  readonly opcRequestId: string;
}

export const refusalOf = (call: Promise<unknown>): Promise<Refusal> =>
  call.then(
    () => Promise.reject(new Error('the call was not refused')),
    (error: Refusal) => error,
  );
