import { cryptoRandom, systemClock, type Activity, type QueueSettings } from '@snoozeq/core';
import { ACTIVITY, PROCESS_CLOCK, QUEUE_INSPECTION, QUEUE_SETTINGS, RANDOM, token } from '@snoozeq/core/di';
import { OCI_CAPABILITIES } from '@snoozeq/transport-memory';
import { memoryTransportModule } from '@snoozeq/transport-memory/di';
import { createOciTransport, readQueueSettings, type OciTransport } from '@snoozeq/transport-oci';
import { ociTransportModule, type OciModuleOptions } from '@snoozeq/transport-oci/di';
import { hybridTransportModule, REST_TRANSPORT, stompTransportModule } from '@snoozeq/transport-stomp/di';
import { ContainerModule } from 'inversify';
import type { QueuePlace } from './queue-place.js';

/** As generous as a queue of the service can be made. */
const MEMORY_SETTINGS: QueueSettings = {
  retentionMs: 7 * 24 * 3_600_000,
  maxDeliveries: 0,
  maxHideMs: OCI_CAPABILITIES.maxHideMs,
  maxMessageBytes: OCI_CAPABILITIES.maxMessageBytes,
};

/**
 * What binds `TRANSPORT`, `QUEUE_SETTINGS` and, where one can look at the queue, `QUEUE_INSPECTION`. The settings of a queue of the
 * service are asked for once, over REST, whatever the transport.
 *
 * @param activity told about that call. Default: nobody is told
 */
export const queueModules = async (
  place: QueuePlace,
  activity?: Activity,
): Promise<readonly ContainerModule[]> => {
  if (place.transport === 'memory') return [settingsModule(MEMORY_SETTINGS), memoryTransportModule()];
  const { queueId, adminEndpoint, credentials } = place;
  const system = { processClock: systemClock, random: cryptoRandom };
  const settings = await readQueueSettings({
    ...{ queueId, adminEndpoint, credentials, ...system },
    ...(activity && { activity }),
  });
  const endpoint = place.endpoint ?? settings.messagesEndpoint;
  return [settingsModule(settings), ...transportModules(place, { queueId, endpoint, credentials })];
};

const settingsModule = (settings: QueueSettings): ContainerModule =>
  new ContainerModule(({ bind }) => void bind(QUEUE_SETTINGS).toConstantValue(settings));

const transportModules = (
  place: Exclude<QueuePlace, { readonly transport: 'memory' }>,
  oci: OciModuleOptions,
): readonly ContainerModule[] => {
  const { queueId } = oci;
  switch (place.transport) {
    case 'oci':
      return [ociTransportModule(oci)];
    case 'stomp':
      return [stompTransportModule({ ...place.stomp, queueId })];
    case 'hybrid':
      return place.stomp
        ? [restModule(oci), hybridTransportModule({ ...place.stomp, queueId })]
        : [ociTransportModule(oci)];
    default:
      return place satisfies never;
  }
};

/** One instance behind both tokens. */
const OCI = token<OciTransport>('producer/OciTransport');

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
