import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock, type RandomSource } from '@snoozeq/core';
import { NO_CALL_LOG, createCallLog, type CallLog } from './events/call-log.js';
import type { EmulatorClock } from './clock/contract.js';
import { ensureDevCredentials, type DevCredentials } from './auth/dev-credentials.js';
import { loggedEvents } from './events/engine-events.js';
import { createHttpServer } from './http/http-server.js';
import { withLimits, type LimitName } from './limits/limits.js';
import { withModes, type Modes } from './limits/modes.js';
import { QueueRegistry } from './queues/queue-registry.js';
import { createReceiptCodec } from './messages/receipts.js';

interface CommonOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`: not reachable from other machines. */
  readonly host?: string;
  /** All time of the queues. */
  readonly clock: EmulatorClock;
  /** Real time, for the age of signatures, rate limits and deadlines of clients; default: the system's. */
  readonly realClock?: Clock;
  readonly random: RandomSource;
  /** One JSON line for each answered call and each message that expired or was dead-lettered; absent: none. */
  readonly callLogFile?: string;
  /** Upper ends that differ from those of OCI Queue. */
  readonly limits?: Readonly<Partial<Record<LimitName, number>>>;
  /** Behaviour that OCI leaves open; see `MODES`. */
  readonly modes?: Readonly<Partial<Modes>>;
  /** Told about errors of the emulator itself; default: standard error. */
  readonly reportFault?: (error: Error) => void;
}

/** `required`: only requests signed with the key in `credentialsDir`, which is made there unless it exists. */
export type EmulatorOptions = CommonOptions &
  ({ readonly auth: 'off' } | { readonly auth: 'required'; readonly credentialsDir: string });

export interface Emulator {
  /** Such as `http://127.0.0.1:41234`: the endpoint for clients of both planes. */
  readonly origin: string;
  /** Absent when signatures are not checked. */
  readonly credentials?: DevCredentials;
  readonly server: Server;
  readonly queues: QueueRegistry;
  readonly log: CallLog;
  /** Ends open polls empty, closes all connections, and writes the log to its end. Further calls return the same promise. */
  close(): Promise<void>;
}

/** Starts to listen, and resolves when clients can connect. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { clock, random, realClock = systemClock, host = '127.0.0.1', port = 0 } = options;
  const credentials = options.auth === 'required' ? ensureDevCredentials(options.credentialsDir) : undefined;
  const log = options.callLogFile === undefined ? NO_CALL_LOG : createCallLog(options.callLogFile);
  const limits = withLimits(options.limits);
  const modes = withModes(options.modes);
  const queues = new QueueRegistry({
    clock,
    random,
    limits,
    modes,
    observe: (queueId, changes) => loggedEvents(queueId, changes).forEach((event) => log.write(event)),
  });
  clock.setNextEvent(() => queues.nextEventAtMs());
  clock.onMoved(() => queues.catchUp());
  const app = createHttpServer({
    context: {
      queues,
      receipts: createReceiptCodec(),
      limits,
      modes,
      realClock,
      random,
      workRequests: new Map(),
      pollWaits: (requestId, waits) => clock.requestReceived(requestId, waits),
    },
    clock,
    log,
    ...(credentials && {
      auth: {
        keys: new Map([[credentials.keyId, credentials.publicKey]]),
        realNow: () => realClock.now(),
      },
    }),
    reportFault: options.reportFault ?? ((error) => console.error(error)),
  });
  await app.listen({ host, port });
  const origin = originOf(app.server, host);
  queues.messagesEndpoint = origin;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    queues.close();
    await app.close();
    await log.close();
  };
  return {
    origin,
    server: app.server,
    queues,
    log,
    ...(credentials && { credentials }),
    close: () => (closed ??= close()),
  };
};

/** A server that listens on every address is still reached through loopback. */
const originOf = (server: Server, host: string): string => {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};
