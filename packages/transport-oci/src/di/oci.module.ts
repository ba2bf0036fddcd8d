import { ACTIVITY, PROCESS_CLOCK, RANDOM, TRANSPORT } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import { createOciTransport } from '../oci-transport.js';
import type { OciTransportOptions } from '../options.js';

/** What the container cannot know. */
export type OciModuleOptions = Omit<OciTransportOptions, 'processClock' | 'activity' | 'random'>;

/** Binds `TRANSPORT` to a queue of OCI, made on first use and closed when it is unbound. */
export const ociTransportModule = (options: OciModuleOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(TRANSPORT)
      .toResolvedValue(
        (processClock, activity, random) =>
          createOciTransport({ ...options, processClock, activity, random }),
        [PROCESS_CLOCK, ACTIVITY, RANDOM],
      )
      .inSingletonScope()
      .onDeactivation((transport) => transport.close());
  });
