import { QueueError, type QueueSettings } from '@snoozeq/core';
import { QueueAdminClient } from 'oci-queue';
import { endpointOf } from './endpoint.js';
import { MAX_MESSAGE_BYTES } from './limits.js';
import { toSettings, unreadable } from './mapping.js';
import { clientConfiguration, openSession, type OciSession } from './oci-session.js';
import type { QueueSettingsOptions } from './options.js';

/** What GetQueue tells, and the endpoint to give to `createOciTransport`. */
export interface OciQueueSettings extends QueueSettings {
  readonly messagesEndpoint: string;
}

/**
 * Asks the service for the settings of a queue, once. Needs the permission QUEUE_READ.
 *
 * @throws QueueError as every call does; it is not tried again.
 */
export const readQueueSettings = async (options: QueueSettingsOptions): Promise<OciQueueSettings> => {
  const endpoint = endpointOf('adminEndpoint', options.adminEndpoint);
  const session = openSession(options);
  try {
    return await getQueue(session, endpoint, options);
  } finally {
    await session.close(new QueueError('closed', 'the settings were read.'));
  }
};

const getQueue = (
  { httpClient, calls, callTimeoutMs: timeoutMs }: OciSession,
  endpoint: string,
  { queueId, maxMessageBytes = MAX_MESSAGE_BYTES }: QueueSettingsOptions,
): Promise<OciQueueSettings> => {
  const client = new QueueAdminClient({ httpClient }, clientConfiguration());
  client.endpoint = endpoint;
  const send = async (opcRequestId: string): Promise<OciQueueSettings> => {
    const { queue } = await client.getQueue({ queueId, opcRequestId });
    if (!queue?.messagesEndpoint) throw unreadable('messagesEndpoint', 'adminEndpoint');
    return { ...toSettings(queue, maxMessageBytes), messagesEndpoint: queue.messagesEndpoint };
  };
  return calls.run({ operation: 'getQueue', timeoutMs, send });
};
