import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@snoozeq/core';
import { cryptoRandom, systemClock } from '@snoozeq/core/base';
import { carryOut } from './admin/index.js';
import { ensureDevCredentials, type DevCredentials } from './auth/dev-credentials.js';
import { readPublicKeys } from './auth/key-store.js';
import { localCallers } from './auth/local-only.js';
import { serveClock } from './clock/clock-socket.js';
import { queueTimeOf, type EmulatorClock } from './clock/contract.js';
import { rateOf } from './clock/course.js';
import { SkippingClock } from './clock/emulator-clock.js';
import type { EmulatorOptions } from './emulator-options.js';
import { NO_CALL_LOG, createCallLog, type CallLog } from './events/call-log.js';
import { History } from './events/history.js';
import { loggedEvents } from './events/engine-events.js';
import { FaultInjector } from './faults/fault-injector.js';
import { readFaultPlan } from './faults/read-fault-plan.js';
import { createHttpServer } from './http/http-server.js';
import { withLimits } from './limits/limits.js';
import { withModes } from './limits/modes.js';
import { Counts } from './metrics/counts.js';
import { earliest } from './queues/earliest.js';
import { Statistics } from './rest/statistics.js';
import { Traffic } from './rest/queue-traffic.js';
import { QueueRegistry } from './queues/queue-registry.js';
import { defineAll, queueDefiner, type DefineQueue } from './setup/queue-definer.js';
import { EmulatorState } from './state/emulator-state.js';
import { openState, type OpenState } from './state/open-state.js';
import { observer } from './store/observer.js';
import { workRequestTimes } from './work-requests/work-request-times.js';
import { WorkRequests } from './work-requests/work-requests.js';

export interface Emulator {
  /** Such as `http://127.0.0.1:41234`: the endpoint for clients of both planes. */
  readonly origin: string;
  /** Absent when signatures are not checked. */
  readonly credentials?: DevCredentials;
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

type Started = EmulatorOptions & { readonly realClock: Clock; readonly reportFault: (error: Error) => void };

const startOn = async ({ clock, isOwnClock, store }: OpenState, options: Started): Promise<Emulator> => {
  const { random = cryptoRandom, realClock, reportFault, host = '127.0.0.1', port = 0 } = options;
  const auth = authOf(options, realClock);
  const log = options.callLogFile === undefined ? NO_CALL_LOG : createCallLog(options.callLogFile);
  const limits = withLimits(options.limits);
  const modes = withModes(options.modes);
  const queueClock = queueTimeOf(clock);
  const [history, counts] = [new History(), new Counts()];
  const queues = new QueueRegistry({
    clock: queueClock,
    realClock,
    random,
    limits,
    modes,
    observe: (queueId, changes) => {
      store.changed(queueId, changes);
      loggedEvents(queueId, changes).forEach((event) => log.write(event));
      for (const each of [history, counts]) each.changed(queueId, changes);
    },
    changed: { queues: observer(store, 'queue'), groups: observer(store, 'consumerGroup') },
  });
  const workRequests = new WorkRequests({
    clock: queueClock,
    random,
    times: workRequestTimes(modes.workRequests, options.workRequestTimes),
    carryOut: carryOut(queues),
    changed: observer(store, 'workRequest'),
    reportFault,
  });
  const state = new EmulatorState({ queues, workRequests, store });
  state.restoreKept();
  clock.setNextEvent(() => earliest([queues.nextEventAtMs(), workRequests.nextEventAtMs()]));
  clock.onMoved(() => queues.catchUp());
  const isAllowed = localCallers(options.allow);
  const faults = new FaultInjector(options.faults && readFaultPlan(options.faults));
  const app = createHttpServer({
    context: {
      queues,
      receipts: state.receipts,
      state,
      limits,
      modes,
      realClock,
      traffic: new Traffic(limits, realClock),
      statistics: new Statistics(() => queues.nowMs(), modes),
      random,
      workRequests,
      faults,
      history,
      counts,
      clockRate: () => (clock instanceof SkippingClock ? rateOf(clock.course) : undefined),
      pollWaits: (requestId, waits) => clock.requestReceived(requestId, waits),
    },
    clock,
    answered: (call) => {
      log.write(call);
      for (const each of [history, counts]) each.answered(call);
    },
    isAllowed,
    ...(auth && { auth }),
    reportFault,
    store,
  });
  const stopClock = clock instanceof SkippingClock ? serveClock(app.server, clock, isAllowed) : undefined;
  // A folder that cannot be written shows before anybody connects.
  await store.settled();
  await app.listen({ host, port });
  const origin = originOf(app.server, host);
  queues.messagesEndpoint = origin;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
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
    close: () => (closed ??= close()),
  };
};

const authOf = (
  { auth, credentialsDir = '.snoozeq', publicKeys = {} }: EmulatorOptions,
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
