import type { QueueTransport } from '@snoozeq/core';
import { ACTIVITY, PROCESS_CLOCK, TRANSPORT, token } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import { hybridTransport } from '../hybrid-transport.js';
import type { StompOptions } from '../options.js';
import { createStompTransport } from '../stomp-transport.js';

/** What the container cannot know. */
export type StompModuleOptions = Omit<StompOptions, 'processClock' | 'activity'>;

/** The transport over REST that a hybrid one settles by; to be bound by whoever loads `hybridTransportModule`. */
export const REST_TRANSPORT = token<QueueTransport>('@snoozeq/transport-stomp/RestTransport');

/**
 * Binds `TRANSPORT` to a queue over STOMP, made on first use and closed when it is unbound. A consumer that delays is refused over it at
 * its start: use `hybridTransportModule`.
 */
export const stompTransportModule = (options: StompModuleOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(TRANSPORT)
      .toResolvedValue(
        (processClock, activity) => createStompTransport({ ...options, processClock, activity }),
        [PROCESS_CLOCK, ACTIVITY],
      )
      .inSingletonScope()
      .onDeactivation((transport) => transport.close());
  });

/** Binds `TRANSPORT` to push by STOMP and all else by `REST_TRANSPORT`, which it closes with itself. */
export const hybridTransportModule = (options: StompModuleOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(TRANSPORT)
      .toResolvedValue(
        (processClock, activity, rest) =>
          hybridTransport(createStompTransport({ ...options, processClock, activity }), rest),
        [PROCESS_CLOCK, ACTIVITY, REST_TRANSPORT],
      )
      .inSingletonScope()
      .onDeactivation((transport) => transport.close());
  });
