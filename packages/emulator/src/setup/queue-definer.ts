import type { FastifyInstance } from 'fastify';
import type { OciError } from '../http/oci-error.js';
import type { QueueResource } from '../queues/queue-resource.js';
import type { QueueDefinition } from './queue-definition.js';

/** Makes a queue, or finds the one that is there, and resolves with its id. Rejects with an Error that says what is wrong. */
export type DefineQueue = (definition: QueueDefinition) => Promise<string>;

/** Goes through the emulator's own endpoint, so that a definition is checked alike wherever it comes from. */
export const queueDefiner =
  (app: FastifyInstance): DefineQueue =>
  async (definition) => {
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/_emulator/queues',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: JSON.stringify(definition),
    });
    if (statusCode >= 400) throw new Error((JSON.parse(body) as OciError).message);
    return (JSON.parse(body) as QueueResource).id;
  };

/** Makes the queues of a configuration, and names the place of the first that cannot be made. */
export const defineAll = async (define: DefineQueue, queues: readonly QueueDefinition[]): Promise<void> => {
  for (const [index, definition] of queues.entries()) {
    await define(definition).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`queues[${index}]: ${reason}`, { cause });
    });
  }
};
