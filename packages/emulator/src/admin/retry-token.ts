import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OciError, invalidParameter } from '../http/oci-error.js';
import type { QueueRegistry } from '../queues/queue-registry.js';
import { isGroupTask, type Task } from '../work-requests/task.js';
import type { RetryToken, WorkRequest } from '../work-requests/work-request.js';

const HOUR_MS = 3_600_000;

/** The token of a create with the hash of its body. @throws OciError 400 for one that is too long */
export const retryToken = (request: FastifyRequest, { limits }: EmulatorContext): RetryToken | undefined => {
  const token = request.headers['opc-retry-token'];
  if (typeof token !== 'string' || token === '') return undefined;
  const { max, source } = limits.retryToken;
  if (token.length > max) {
    throw invalidParameter(
      `opc-retry-token has ${token.length} characters, allowed are ${max} (${source}). Send a shorter one.`,
    );
  }
  const { op } = request.routeOptions.config;
  const fingerprint = createHash('sha256')
    .update(`${op}\n${JSON.stringify(request.body)}`)
    .digest('base64');
  return { token, fingerprint };
};

/**
 * The work request that was answered to the same call earlier.
 * @throws OciError 409 when the token came with another call, or when what that call has made is deleted by now
 */
export const answeredBefore = (
  retry: RetryToken | undefined,
  { workRequests, queues, limits }: EmulatorContext,
): WorkRequest | undefined => {
  if (!retry) return undefined;
  const sinceMs = queues.nowMs() - limits.retryTokenAge.max * HOUR_MS;
  const earlier = workRequests
    .list()
    .findLast(({ retry: known, acceptedAtMs }) => known?.token === retry.token && acceptedAtMs > sinceMs);
  if (!earlier) return undefined;
  if (earlier.retry?.fingerprint !== retry.fingerprint) throw invalidated('came with another request');
  if (isDeleted(earlier.task, queues)) throw invalidated('made something that is deleted by now');
  return earlier;
};

const isDeleted = (task: Task, { resources, groups }: QueueRegistry): boolean => {
  const made = isGroupTask(task) ? groups.resources.get(task.consumerGroupId) : resources.get(task.queueId);
  return made?.lifecycleState === 'DELETED';
};

const invalidated = (why: string): OciError =>
  new OciError(409, 'InvalidatedRetryToken', `The opc-retry-token ${why}. Send a new one.`);
