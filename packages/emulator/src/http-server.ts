import fastify, { type FastifyInstance } from 'fastify';
import * as admin from './admin/index.js';
import type { KeyStore } from './auth/key-store.js';
import { requireSignature } from './auth/require-signature.js';
import type { CallLog } from './call-log.js';
import type { EmulatorClock } from './clock/contract.js';
import { reportTraffic } from './clock-traffic.js';
import type { EmulatorContext } from './emulator-context.js';
import { replyWithErrors } from './error-reply.js';
import { followRequests } from './follow-requests.js';
import { inspection } from './inspection.js';
import { keepRawBody, parseJsonBody } from './json-body.js';
import * as rest from './rest/index.js';

export interface HttpServerOptions {
  readonly context: EmulatorContext;
  readonly clock: EmulatorClock;
  readonly log: CallLog;
  /** Absent: signatures are not checked. */
  readonly auth?: { readonly keys: KeyStore; readonly realNow: () => number };
  readonly reportFault: (error: Error) => void;
}

/** Version of the API, and the prefix of its paths. */
const API_PREFIX = '/20210201';
/** Receipts travel in paths and have 300 characters; Fastify's own bound is 100. */
const MAX_PATH_PART = 1_024;

/** Everything between the socket and the operations. Does not listen yet. */
export const createHttpServer = (options: HttpServerOptions): FastifyInstance => {
  const { context, clock, log, auth, reportFault } = options;
  const requestBytesMax = context.limits.requestBytes.max;
  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    bodyLimit: requestBytesMax,
    routerOptions: { maxParamLength: MAX_PATH_PART, ignoreDuplicateSlashes: true },
    // Values are judged as they were sent: a number is not a text, and nothing is taken out or filled in.
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allowUnionTypes: true,
      },
    },
  });
  replyWithErrors(app, { requestBytesMax, reportFault });
  followRequests(app, log, () => context.queues.nowMs());
  keepRawBody(app);

  const api =
    (routes: (scope: FastifyInstance) => void) => (scope: FastifyInstance, _: unknown, done: () => void) => {
      if (auth) requireSignature(scope, auth.keys, auth.realNow);
      parseJsonBody(scope);
      routes(scope);
      done();
    };
  void app.register(
    api((scope) => Object.values(admin).forEach((route) => route(scope, context))),
    { prefix: API_PREFIX },
  );
  void app.register(
    (scope, _, done) => {
      reportTraffic(scope, clock);
      api((inner) => dataPlane.forEach((route) => route(inner, context)))(scope, _, done);
    },
    { prefix: API_PREFIX },
  );
  void app.register(
    (scope, _, done) => {
      inspection(scope, context);
      done();
    },
    { prefix: '/_emulator' },
  );
  return app;
};

const dataPlane = [
  rest.putMessages,
  rest.getMessages,
  rest.updateMessage,
  rest.updateMessages,
  rest.deleteMessage,
  rest.deleteMessages,
  rest.getStats,
  rest.listChannels,
];
