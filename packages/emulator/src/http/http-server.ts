import fastify, { type FastifyInstance } from 'fastify';
import { ADMIN_PLANE, DATA_PLANE, OWN_ROUTES, type Route } from './api-routes.js';
import type { KeyStore } from '../auth/key-store.js';
import type { CallerHeaders } from '../auth/local-only.js';
import { requireSignature } from '../auth/require-signature.js';
import type { AnsweredCall } from '../events/call-log.js';
import { clockRoutes } from '../clock/clock-routes.js';
import type { EmulatorClock } from '../clock/contract.js';
import { SkippingClock } from '../clock/emulator-clock.js';
import { injectFaults, skewClocks } from '../faults/inject-faults.js';
import { bodyLimit } from './body-limit.js';
import { reportTraffic, waitWhileMoving } from './clock-traffic.js';
import { buildValidator } from './build-validator.js';
import type { EmulatorContext } from './emulator-context.js';
import { replyWithErrors } from './error-reply.js';
import { followRequests } from './follow-requests.js';
import { goOnTogether } from './go-on-together.js';
import type { EmulatorStore } from '../store/contract.js';
import { requireCellEndpoint } from '../rest/cell-endpoint.js';
import { throttle } from '../rest/throttle.js';
import { keepRawBody, parseJsonBody } from './json-body.js';
import { metricsRoute } from '../metrics/metrics-route.js';
import { onlyAllowed } from './only-allowed.js';
import { replyToChangesWhenKept, replyWhenKept } from './reply-when-kept.js';
import { refusePath, refuseUnreadable } from './refuse-unreadable.js';

export interface HttpServerOptions {
  readonly context: EmulatorContext;
  readonly clock: EmulatorClock;
  /** Told about every call when its reply was handed over. */
  readonly answered: (call: AnsweredCall) => void;
  /** Absent: signatures are not checked. */
  readonly auth?: { readonly keys: KeyStore; readonly realNow: () => number };
  /** Who may use the emulator's own endpoints. */
  readonly isAllowed: (headers: CallerHeaders) => boolean;
  readonly reportFault: (error: Error) => void;
  readonly store: EmulatorStore;
}

/** Version of the API, and the prefix of its paths. */
const API_PREFIX = '/20210201';
/** Receipts travel in paths and have 300 characters; Fastify's own bound is 100. */
const MAX_PATH_PART = 1_024;

/** Real time in which a request must have arrived; a long poll has, it only waits for its reply. */
const REQUEST_TIMEOUT_MS = 60_000;

/** Everything between the socket and the operations. Does not listen yet. */
export const createHttpServer = (options: HttpServerOptions): FastifyInstance => {
  const { context, clock, answered, auth, isAllowed, reportFault, store } = options;
  const app = createApp(bodyLimit(context));
  replyWithErrors(app, { requestBytes: context.limits.requestBytes, reportFault });
  followRequests(app, answered, () => context.queues.nowMs());
  goOnTogether(app);
  keepRawBody(app);

  const plane = (scope: FastifyInstance, routes: readonly Route[]): void => {
    skewClocks(scope, context);
    replyWhenKept(scope, store);
    if (auth) requireSignature(scope, auth.keys, auth.realNow);
    if (routes === DATA_PLANE) {
      requireCellEndpoint(scope, context);
      throttle(scope, context);
    }
    parseJsonBody(scope);
    injectFaults(scope, context);
    for (const route of routes) route(scope, context);
  };
  mount(app, API_PREFIX, (scope) => {
    waitWhileMoving(scope, clock);
    plane(scope, ADMIN_PLANE);
  });
  mount(app, API_PREFIX, (scope) => {
    reportTraffic(scope, clock);
    plane(scope, DATA_PLANE);
  });
  mount(app, '/_emulator', (scope) => {
    waitWhileMoving(scope, clock);
    onlyAllowed(scope, isAllowed);
    replyToChangesWhenKept(scope, store);
    parseJsonBody(scope);
    for (const route of OWN_ROUTES) route(scope, context);
  });
  mount(app, '/metrics', (scope) => {
    onlyAllowed(scope, isAllowed);
    metricsRoute(scope, context);
  });
  if (clock instanceof SkippingClock) {
    mount(app, '/_emulator', (scope) => {
      // Never waits for a move: it is how people look at one, and makes the next.
      onlyAllowed(scope, isAllowed);
      replyToChangesWhenKept(scope, store);
      parseJsonBody(scope);
      clockRoutes(scope, clock);
    });
  }
  return app;
};

const createApp = (bodyBytes: number): FastifyInstance =>
  fastify({
    logger: false,
    // A HEAD of a get would lease messages that nobody sees.
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    frameworkErrors: refusePath(),
    clientErrorHandler: refuseUnreadable,
    bodyLimit: bodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PATH_PART, ignoreDuplicateSlashes: true },
    schemaController: {
      compilersFactory: {
        // Fastify calls it with a part of a route, as `setValidatorCompiler` says; this option has the type of Ajv's own compiler.
        buildValidator: buildValidator as () => never,
        // Replies are written by hand; Fastify's own serializer would only be loaded, at every start.
        buildSerializer: () => () => JSON.stringify,
      },
    },
  });

/** A scope keeps its hooks to itself. */
const mount = (app: FastifyInstance, prefix: string, build: (scope: FastifyInstance) => void): void => {
  void app.register(
    (scope, _options, done) => {
      build(scope);
      done();
    },
    { prefix },
  );
};
