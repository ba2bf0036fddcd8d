import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@snoozeq/core';
import { systemClock } from '@snoozeq/core/base';
import { ensureDevCredentials, type DevCredentials } from './auth/dev-credentials.js';
import { readPublicKeys } from './auth/key-store.js';
import { localCallers } from './auth/local-only.js';
import { serveClock } from './clock/clock-socket.js';
import type { EmulatorClock } from './clock/contract.js';
import { SkippingClock } from './clock/emulator-clock.js';
import { composeContext, type ComposeOptions } from './compose-context.js';
import type { EmulatorOptions } from './emulator-options.js';
import { NO_CALL_LOG, createCallLog, type CallLog } from './events/call-log.js';
import { createHttpServer } from './http/http-server.js';
import type { QueueRegistry } from './queues/queue-registry.js';
import { defineAll, queueDefiner, type DefineQueue } from './setup/queue-definer.js';
import { serveStomp, type StompServer } from './stomp/serve-stomp.js';
import type { StompAccess, StompOptions } from './stomp/stomp-options.js';
import { openState, type OpenState } from './state/open-state.js';

export interface Emulator {
  /** Such as `http://127.0.0.1:41234`: the endpoint for clients of both planes. */
  readonly origin: string;
  /** Absent when signatures are not checked. */
  readonly credentials?: DevCredentials;
  /** Absent when STOMP is not served. */
  readonly stomp?: StompAccess;
  readonly server: Server;
  readonly clock: EmulatorClock;
  readonly queues: QueueRegistry;
  readonly log: CallLog;
  /** As `POST /_emulator/queues`: at once, without a signature and a work request. */
  readonly defineQueue: DefineQueue;
  /** Ends open polls empty, closes all connections, and writes the log to its end. Further calls return the same promise. */
  close(): Promise<void>;
}

/**
 * Starts to listen, and resolves when clients can connect.
 * @throws Error for an option that cannot be used, or when the address cannot be listened on; StoreError for a data folder
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const { realClock = systemClock, reportFault = (error) => console.error(error) } = options;
  const state = await openState({ ...options, realClock, reportFault });
  return startOn(state, { ...options, realClock, reportFault }).catch(async (error: unknown) => {
    await state.store.close();
    throw error;
  });
};

const startOn = async (opened: OpenState, options: ComposeOptions): Promise<Emulator> => {
  const { clock, isOwnClock, store } = opened;
  const { realClock, reportFault, host = '127.0.0.1', port = 0 } = options;
  const auth = authOf(options, realClock);
  const log = options.callLogFile === undefined ? NO_CALL_LOG : createCallLog(options.callLogFile);
  const { context, answered } = composeContext(opened, options, log);
  const { queues, workRequests } = context;
  const isAllowed = localCallers(options.allow);
  const app = createHttpServer({
    ...{ context, clock, answered, isAllowed, reportFault, store },
    ...(auth && { auth }),
  });
  const stopClock = clock instanceof SkippingClock ? serveClock(app.server, clock, isAllowed) : undefined;
  // A folder that cannot be written shows before anybody connects.
  await store.settled();
  await app.listen({ host, port });
  const origin = originOf(app.server, host);
  queues.messagesEndpoint = origin;
  const stomp = await stompOf(options, { context, clock, store, answered, reportFault, host }).catch(
    async (error: unknown) => {
      await app.close();
      throw error;
    },
  );
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await stomp?.close();
    workRequests.close();
    queues.close();
    stopClock?.();
    if (isOwnClock && clock instanceof SkippingClock) clock.close();
    await app.close();
    await store.close();
    await log.close();
  };
  const defineQueue = queueDefiner(app);
  await defineAll(defineQueue, options.queues ?? []).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    origin,
    server: app.server,
    queues,
    clock,
    log,
    defineQueue,
    ...(auth && { credentials: auth.credentials }),
    ...(stomp && { stomp: stomp.access }),
    close: () => (closed ??= close()),
  };
};

type StompPlace = Omit<
  Parameters<typeof serveStomp>[0],
  'checksLogins' | 'credentialsDir' | keyof StompOptions
>;

const stompOf = async (
  { stomp, auth, credentialsDir = CREDENTIALS_DIR }: EmulatorOptions,
  place: StompPlace,
): Promise<StompServer | undefined> =>
  stomp && serveStomp({ ...place, ...stomp, credentialsDir, checksLogins: auth !== 'off' });

/** Beside the project that uses it. */
const CREDENTIALS_DIR = '.snoozeq';

const authOf = (
  { auth, credentialsDir = CREDENTIALS_DIR, publicKeys = {} }: EmulatorOptions,
  realClock: Clock,
) => {
  if (auth === 'off') return undefined;
  const credentials = ensureDevCredentials(credentialsDir);
  const keys = new Map([...readPublicKeys(publicKeys), [credentials.keyId, credentials.publicKey]]);
  return { credentials, keys, realNow: () => realClock.now() };
};

/** A server that listens on every address is still reached through loopback. */
const originOf = (server: Server, host: string): string => {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};
