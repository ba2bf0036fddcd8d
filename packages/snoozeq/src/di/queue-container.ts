import 'reflect-metadata';
import { QueueError } from '@snoozeq/core';
import {
  ACTIVITY,
  CODEC,
  coreModule,
  JOURNAL,
  PROCESS_CLOCK,
  QUEUE_CLOCK,
  QUEUE_SETTINGS,
  RANDOM,
  TRANSPORT,
} from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { readQueueSettings, type OciCredentials } from '@snoozeq/transport-oci';
import { ociTransportModule } from '@snoozeq/transport-oci/di';
import { Container, ContainerModule } from 'inversify';
import { adminEndpointOf } from '../admin-endpoint.js';
import type { QueueOptions } from './queue-options.js';

/** A container that knows everything but the service: no call is made yet. `own` comes before the modules of the options. */
export const queueContainer = (options: QueueOptions, ...own: readonly ContainerModule[]): Container => {
  const container = new Container();
  container.load(
    coreModule(options.name === undefined ? {} : { name: options.name }),
    delayPolicyModule(options.policy),
    replacements(options),
    ...own,
    ...(options.modules ?? []),
  );
  return container;
};

/** Asks for what is not bound yet: the settings of the queue, then its transport. At most one call, not tried again. */
export const connect = async (container: Container, options: QueueOptions): Promise<void> => {
  const isOci = !container.isBound(TRANSPORT);
  let { endpoint } = options;
  if (!container.isBound(QUEUE_SETTINGS)) {
    if (!isOci) throw missing('settings', 'it is given with a transport');
    const settings = await askSettings(container, options);
    endpoint ??= settings.messagesEndpoint;
    container.bind(QUEUE_SETTINGS).toConstantValue(settings);
  }
  if (!isOci) return;
  if (endpoint === undefined) throw missing('endpoint', 'the queue is not asked when settings are given');
  container.load(
    ociTransportModule({ queueId: options.queue, endpoint, credentials: credentialsOf(options) }),
  );
};

const replacements = ({ clock, codec, journal, settings, transport }: QueueOptions): ContainerModule =>
  new ContainerModule(({ bind, rebind }) => {
    if (clock) rebind(QUEUE_CLOCK).toConstantValue(clock);
    if (clock) rebind(PROCESS_CLOCK).toConstantValue(clock);
    if (codec) rebind(CODEC).toConstantValue(codec);
    if (journal) bind(JOURNAL).toConstantValue(journal);
    if (settings) bind(QUEUE_SETTINGS).toConstantValue(settings);
    if (transport) bind(TRANSPORT).toConstantValue(transport);
  });

const askSettings = (container: Container, options: QueueOptions) =>
  readQueueSettings({
    queueId: options.queue,
    adminEndpoint: options.adminEndpoint ?? adminEndpointOf(options.queue),
    credentials: credentialsOf(options),
    activity: container.get(ACTIVITY),
    processClock: container.get(PROCESS_CLOCK),
    random: container.get(RANDOM),
  });

const credentialsOf = ({ credentials, configFile, profile }: QueueOptions): OciCredentials =>
  credentials ?? {
    ...(configFile !== undefined && { configFile }),
    ...(profile !== undefined && { profile }),
  };

const missing = (option: string, because: string): QueueError =>
  new QueueError('misconfigured', `${option} is missing: ${because}. Give ${option}.`);
