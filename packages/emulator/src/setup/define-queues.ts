import type { FastifyInstance } from 'fastify';
import type { OciError } from '../http/oci-error.js';
import type { QueueDefinition } from './queue-definition.js';

/**
 * Makes the queues of a configuration, through the emulator's own endpoint, so that both are checked alike.
 * @throws Error that names the definition and what is wrong with it
 */
export const defineQueues = async (
  app: FastifyInstance,
  queues: readonly QueueDefinition[],
): Promise<void> => {
  for (const [index, definition] of queues.entries()) {
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/_emulator/queues',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: JSON.stringify(definition),
    });
    if (statusCode >= 400) throw new Error(`queues[${index}]: ${messageOf(body)}`);
  }
};

const messageOf = (body: string): string => {
  const { message } = JSON.parse(body) as Pick<OciError, 'message'>;
  return message;
};
