import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import type { Modes } from '../limits/modes.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
afterEach(() => t.close());

/** GetStats by another name of the emulator, and what was answered. */
const statsFrom = async (host: string, modes: Partial<Modes>) => {
  t = await startTestEmulator({ auth: 'off', modes });
  const url = `${t.emulator.origin}/20210201/queues/${await t.createQueue()}/stats`;
  const call = request(url, { headers: { host } }).end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
};
const REGIONAL = 'messaging.us-ashburn-1.oci.oraclecloud.com';

test('a message call on a regional endpoint is served like any other (F5.wrong-endpoint)', async () => {
  expect(await statsFrom(REGIONAL, {})).toMatchObject({ status: 200 });
});

test('or is a 401 that names the endpoint of the queue, in mode regionalEndpoint: refuses (F5.wrong-endpoint)', async () => {
  const { status, body } = await statsFrom(REGIONAL, { regionalEndpoint: 'refuses' });
  expect(status).toBe(401);
  expect(JSON.parse(body)).toEqual({
    code: 'NotAuthenticated',
    message: `Please use endpoint ${t.emulator.origin}`,
  });
});

test('the endpoint of a cell serves messages (F8.messages-endpoint)', async () => {
  const host = 'cell-1.queue.messaging.us-ashburn-1.oci.oraclecloud.com';
  expect(await statsFrom(host, { regionalEndpoint: 'refuses' })).toMatchObject({ status: 200 });
});
