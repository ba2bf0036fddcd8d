import { readFileSync } from 'node:fs';
import { QueueError } from '@snoozeq/core';
import { ACTIVITY, PROCESS_CLOCK, QUEUE_INSPECTION, RANDOM, token } from '@snoozeq/core/di';
import { createOciTransport, type OciTransport } from '@snoozeq/transport-oci';
import { ociTransportModule, type OciModuleOptions } from '@snoozeq/transport-oci/di';
import {
  hybridTransportModule,
  REST_TRANSPORT,
  stompTransportModule,
  type StompModuleOptions,
} from '@snoozeq/transport-stomp/di';
import { ContainerModule } from 'inversify';
import type { ConsumerConfig, TransportName } from './config.js';
import type { StompConfig } from './stomp-config.js';

/** Properties do not come along over STOMP. */
export const stampOf = (transport: TransportName) =>
  ({ stamp: transport === 'oci' ? 'properties' : 'envelope' }) as const;

/** What binds `TRANSPORT`, by the name that was asked for. Over plain STOMP the consumer then refuses to start, and says why. */
export const transportModules = (
  { transport, stomp }: Pick<ConsumerConfig, 'transport' | 'stomp'>,
  oci: OciModuleOptions,
): readonly ContainerModule[] => {
  if (transport === 'oci') return [ociTransportModule(oci)];
  if (!stomp) {
    throw new QueueError(
      'misconfigured',
      `--transport ${transport} takes --stomp with a file that says where it is.`,
    );
  }
  const options = stompOptions(oci.queueId, stomp);
  return transport === 'stomp'
    ? [stompTransportModule(options)]
    : [restModule(oci), hybridTransportModule(options)];
};

/** One instance behind both tokens. */
const OCI = token<OciTransport>('@snoozeq/consumer-app/OciTransport');

const restModule = (oci: OciModuleOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(OCI)
      .toResolvedValue(
        (processClock, activity, random) => createOciTransport({ ...oci, processClock, activity, random }),
        [PROCESS_CLOCK, ACTIVITY, RANDOM],
      )
      .inSingletonScope();
    bind(REST_TRANSPORT).toService(OCI);
    bind(QUEUE_INSPECTION).toService(OCI);
  });

const stompOptions = (
  queueId: string,
  { host, port, tlsPort, login, tokenFile, certificateFile }: StompConfig,
): StompModuleOptions => {
  const isOpen = port !== undefined && tlsPort === undefined;
  const at = tlsPort ?? port;
  return {
    ...{ queueId, host, login, authToken: readFileSync(tokenFile, 'utf8').trim() },
    ...(at !== undefined && { port: at }),
    ...(isOpen && { tls: 'off' as const }),
    ...(!isOpen && certificateFile !== undefined && { tls: { ca: readFileSync(certificateFile, 'utf8') } }),
  };
};
