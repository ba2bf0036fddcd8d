import { ACTIVITY, PROCESS_CLOCK, QUEUE_INSPECTION, RANDOM, token, TRANSPORT } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import { createOciTransport, type OciTransport } from '../oci-transport.js';
import type { OciTransportOptions } from '../options.js';

/** What the container cannot know. */
export type OciModuleOptions = Omit<OciTransportOptions, 'processClock' | 'activity' | 'random'>;

/** One instance behind two ports, so that either can be replaced without the other. */
const OCI_TRANSPORT = token<OciTransport>('@snoozeq/transport-oci/OciTransport');

/** Binds `TRANSPORT` and `QUEUE_INSPECTION` to a queue of OCI, made on first use and closed when it is unbound. */
export const ociTransportModule = (options: OciModuleOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(OCI_TRANSPORT)
      .toResolvedValue(
        (processClock, activity, random) =>
          createOciTransport({ ...options, processClock, activity, random }),
        [PROCESS_CLOCK, ACTIVITY, RANDOM],
      )
      .inSingletonScope()
      .onDeactivation((transport) => transport.close());
    bind(TRANSPORT).toService(OCI_TRANSPORT);
    bind(QUEUE_INSPECTION).toService(OCI_TRANSPORT);
  });
