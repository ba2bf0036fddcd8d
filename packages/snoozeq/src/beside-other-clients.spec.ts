import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { inRepository } from './spec-support/repository.js';
import { runCommand } from './spec-support/run-app.js';

test("our transport leaves Node's own fetch alone, so that Oracle's clients work beside it", async () => {
  const server = createServer((request, reply) => request.resume().on('end', () => reply.end())).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sources = inRepository('packages/snoozeq/src/spec-support/run-sources.mjs');
  const program = inRepository('packages/snoozeq/src/spec-support/two-clients.ts');
  const flags = `--no-warnings --conditions @snoozeq/source --import '${sources}'`;
  const run = runCommand(
    `'${process.execPath}' ${flags} '${program}' ${url}`,
    inRepository('packages/snoozeq'),
    {},
  );
  await run.ended;
  server.close();
  expect(run.output()).toContain('answered 200');
}, 30_000);
