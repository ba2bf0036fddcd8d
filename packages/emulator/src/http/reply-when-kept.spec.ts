import { expect, test } from '@jest/globals';
import fastify from 'fastify';
import { MemoryRows } from '../spec-support/memory-rows.js';
import { aRowStore } from '../spec-support/a-row-store.js';
import { aQueue } from '../spec-support/a-queue.js';
import { replyToChangesWhenKept, replyWhenKept } from './reply-when-kept.js';

/** A server whose only operation saves a queue; `done` counts how often it was carried out. */
const aServer = (keep = replyWhenKept) => {
  const file = new MemoryRows();
  const store = aRowStore(file, {
    failed: () => new Error('The data folder could not be written. Make room.'),
  });
  const app = fastify();
  keep(app, store);
  const calls = { done: 0 };
  app.post('/', (_request, reply) => {
    calls.done += 1;
    store.saved('queue', aQueue());
    return reply.code(202).header('etag', 'e').send('{"made":true}');
  });
  app.get('/', (_request, reply) => reply.send('{}'));
  return { file, app, calls, post: () => app.inject({ method: 'POST', url: '/' }) };
};

test('a reply leaves when all that it tells of is on disk', async () => {
  const { file, post } = aServer();
  const before = file.commits;
  expect((await post()).statusCode).toBe(202);
  expect(file.commits).toBe(before + 1);
});

test('calls of one turn share a commit', async () => {
  const { file, post } = aServer();
  const before = file.commits;
  await Promise.all([post(), post(), post(), post()]);
  expect(file.commits).toBe(before + 1);
});

test('what did not reach the disk is not acknowledged, and nothing more is begun (F3.durable)', async () => {
  const { file, app, calls, post } = aServer();
  file.failure = new Error('ENOSPC');
  const failed = await post();
  expect(failed.statusCode).toBe(503);
  expect(failed.json()).toEqual({
    code: 'ServiceUnavailable',
    message: 'The data folder could not be written. Make room.',
  });
  expect(failed.headers['etag']).toBeUndefined();
  file.failure = undefined;
  expect((await post()).statusCode).toBe(503);
  expect((await app.inject('/')).statusCode).toBe(503);
  expect(calls.done).toBe(1);
});

test("the emulator's own reads go on", async () => {
  const { file, app, post } = aServer(replyToChangesWhenKept);
  file.failure = new Error('ENOSPC');
  expect((await post()).statusCode).toBe(503);
  expect((await app.inject('/')).statusCode).toBe(200);
});
