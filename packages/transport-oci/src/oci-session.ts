import './builtin-fetch-first.js';
import { QueueError } from '@snoozeq/core';
import * as common from 'oci-common';
import { Agent } from 'undici';
import { Calls } from './calls.js';
import { providerOf } from './credentials.js';
import { createHttpClient } from './http-client.js';
import type { OciSessionOptions } from './options.js';
import { silentActivity } from './request-ids.js';
import { createSigner } from './signer.js';

const DEFAULT_CONNECTIONS = 32;
const DEFAULT_CALL_TIMEOUT_MS = 10_000;

/** One identity and one pool of connections, used by the clients of the SDK. */
export interface OciSession {
  readonly httpClient: common.HttpClient;
  readonly calls: Calls;
  readonly callTimeoutMs: number;
  readonly maxConnections: number;
  /** Aborts open calls; later ones reject with code `closed`. */
  close(error: QueueError): Promise<void>;
}

export const openSession = (options: OciSessionOptions): OciSession => {
  const maxConnections = connectionsOf(options);
  const sign = createSigner(providerOf(options.credentials));
  // Deadlines are the caller's, on the injected clock, so undici's own are off; its connect timeout of 10 s stays.
  const agent = new Agent({ connections: maxConnections, headersTimeout: 0, bodyTimeout: 0 });
  const calls = new Calls(options.processClock, options.activity ?? silentActivity(options.random));
  return {
    httpClient: createHttpClient(sign, agent, (requestId) => calls.signalOf(requestId)),
    calls,
    callTimeoutMs: options.callTimeoutMs ?? DEFAULT_CALL_TIMEOUT_MS,
    maxConnections,
    close(error) {
      calls.close(error);
      return agent.destroy();
    },
  };
};

/**
 * Retries are ours, in core; the SDK's wait 95 s and ignore `Retry-After`. Its circuit breaker counts 429 and is shared by all
 * operations, so ten throttled puts would stop deletes for 30 s and messages would come back.
 */
export const clientConfiguration = (): common.ClientConfiguration => ({
  retryConfiguration: common.NoRetryConfigurationDetails,
  circuitBreaker: new common.CircuitBreaker({ disableClientCircuitBreaker: true }),
});

const connectionsOf = ({ maxConnections = DEFAULT_CONNECTIONS }: OciSessionOptions): number => {
  if (Number.isInteger(maxConnections) && maxConnections >= 2) return maxConnections;
  throw new QueueError(
    'misconfigured',
    `maxConnections is ${maxConnections}, but at least 2 are needed: one for long polls and one for everything else.`,
  );
};
